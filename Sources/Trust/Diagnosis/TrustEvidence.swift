import Cryptography
import Primitives

/// A refused chain beside everything this machine has.
struct TrustEvidence {
    /// A certificate that bears a name somebody looks for, and who has it.
    struct Holding {
        let certificate: Certificate
        /// The source, as messages name it.
        let holder: String
        /// A file with little else in it; nil where it is one of many.
        let path: String?
    }

    let refusal: TrustCase
    let survey: TrustSurvey
    let outcomes: [AlternativeOutcome]
    let counterfactuals: Counterfactuals

    init(_ refusal: TrustCase, _ survey: TrustSurvey) {
        self.refusal = refusal
        self.survey = survey
        let counterfactuals = Counterfactuals(refusal)
        self.counterfactuals = counterfactuals
        // A name that does not fit fits under no anchors.
        outcomes = survey.alternatives.map { counterfactuals.outcome($0) }
    }

    /// What decides now.
    var base: LoadedSource? { refusal.anchors.sources.first }

    var isSystemInUse: Bool { refusal.anchors.sources.contains { $0.origin == .system } }

    var publicRoots: [Certificate] { survey.publicRoots }

    /// Everyone who holds a certificate of this name, what is in use first; each certificate once.
    func holdings(of subject: String) -> [Holding] {
        var known: Set<Certificate> = []
        return everything.filter { holding in
            holding.certificate.subject == subject && known.insert(holding.certificate).inserted
        }
    }

    private var everything: [Holding] {
        let used = refusal.anchors.sources.flatMap { source in
            source.certificates.map {
                Holding(certificate: $0, holder: source.label, path: nil)
            }
        }
        let local = survey.localAnchors.entries.map {
            Holding(certificate: $0.certificate, holder: $0.path, path: $0.path)
        }
        let system = survey.system.certificates.map {
            Holding(certificate: $0, holder: survey.system.label, path: nil)
        }
        // Of a certificate in the store, the file it came from says more than the store.
        let known = Set(survey.system.certificates)
        let localElsewhere = local.filter { !known.contains($0.certificate) }
        let others = survey.alternatives.filter { $0.kind != .environmentAdded }.flatMap {
            holdings(in: $0)
        }
        return used + system + localElsewhere + others + ofPip
    }

    /// What `cert` of pip's files names counts here only where the index comes from there too.
    private var ofPip: [Holding] {
        guard let bundle = survey.tools.pipBundle else { return [] }
        let certificates = survey.pipBundle?.certificates ?? []
        let path = certificates.count == 1 ? bundle.path : nil
        return certificates.map {
            Holding(
                certificate: $0, holder: "\(bundle.name) = \(bundle.path.withoutSecrets)",
                path: path)
        }
    }

    private func holdings(in alternative: TrustAlternative) -> [Holding] {
        let path = alternative.certificates.count == 1 ? alternative.path : nil
        return alternative.certificates.map {
            Holding(certificate: $0, holder: alternative.label, path: path)
        }
    }

    /// A file of this machine that holds the certificate and little else.
    func file(of certificate: Certificate) -> String? {
        let local = survey.localAnchors.entries.first { $0.certificate == certificate }
        if let local { return local.path }
        return everything.first { $0.certificate == certificate && $0.path != nil }?.path
    }
}
