import Cryptography
import Primitives

/// How a certificate that is missing comes to count, safest first, from what is in use and what
/// this machine has.
///
/// Checking less is never among it, nor is a certificate taken from the wire unseen.
struct AnchorRemedies {
    let evidence: TrustEvidence
    /// The subject that is missing.
    let wanted: String
    /// It, where the server sent it.
    let shown: Certificate?
    /// It, where this machine has it.
    let holding: TrustEvidence.Holding?
    /// It, or one that will do, which the system store has only to take.
    var waiting: TrustFinding?
    /// What to do about a block that may have been meant to bring it.
    var spoilt: String?

    private var refusal: TrustCase { evidence.refusal }

    /// The key that adds certificates: an https proxy has its own, and what an index adds counts for
    /// no other host.
    static func key(_ refusal: TrustCase) -> String {
        if refusal.isOfProxy { return "proxy-ca-file" }
        return refusal.foreignHost == nil ? "extra-ca-file" : "[tls] extra-ca-file"
    }

    var list: [String] {
        let others = otherDeciders
        // A variable may be set by accident; a file that is declared was meant.
        let changes =
            (evidence.base?.origin == .environment ? others + [extraFile] : [extraFile] + others)
            + [fileHost].compactMap(\.self)
        if let waiting { return [waiting.description] + changes }
        let mended = holding == nil ? [spoilt].compactMap(\.self) : []
        return mended + changes + [systemStore].compactMap(\.self)
    }

    /// What else could decide, where that helps.
    var otherDeciders: [String] { [leaveOut, addEnvironment].compactMap(\.self) }

    // MARK: Letting something else decide

    /// Names everything that would have to go before something decides that knows the root.
    private var leaveOut: String? {
        let candidates = evidence.survey.candidates
        guard !candidates.isEmpty else { return nil }
        let later = candidates.dropFirst().map(\.label) + [evidence.survey.system.label]
        let verifying = Set(evidence.outcomes.filter(\.wouldVerify).map(\.label))
        guard let index = later.firstIndex(where: verifying.contains) else { return nil }
        return Self.removal(of: candidates.prefix(index + 1)) + ", so that \(later[index]) decides"
    }

    /// `unset PIP_CERT and SSL_CERT_FILE`, `leave out --ca-file`.
    private static func removal(of sources: ArraySlice<TrustSource>) -> String {
        let variables = sources.filter { [.environment, .ownVariable].contains($0.origin) }
        let others = sources.filter { ![.environment, .ownVariable].contains($0.origin) }
        let names = variables.flatMap(\.names).joined(separator: " and ")
        let keys = others.flatMap { source in source.names.map { source.scope + $0 } }
            .joined(separator: " and ")
        return [keys.isEmpty ? "" : "leave out \(keys)", names.isEmpty ? "" : "unset \(names)"]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private var addEnvironment: String? {
        let added = evidence.outcomes.first { $0.alternative.kind == .environmentAdded }
        guard let added, added.wouldVerify else { return nil }
        let joined = evidence.isSystemInUse ? "what the variables name" : "the system store"
        return "set env-mode = \"add\" in [tls], so that \(joined) counts beside "
            + (evidence.base?.label ?? "it")
    }

    // MARK: Adding the certificate

    private var extraFile: String {
        let key = Self.key(refusal)
        if let holding, let path = holding.path ?? evidence.file(of: holding.certificate) {
            return "set \(key) = \"\(path)\", which holds \(wanted)"
        }
        if let holding {
            return "put \(wanted), which is in \(holding.holder), alone into a file and name it "
                + "with \(key)"
        }
        let source =
            "get \(wanted) from your IT department, or export it from a browser that trusts the "
            + "host, and name the file with \(key)"
        guard let shown else { return source + "; compare its SHA-256 fingerprint with theirs" }
        return source + "; do not copy it from the wire without comparing its SHA-256 fingerprint, "
            + "which here is \(shown.fingerprint.colons)"
    }

    /// Where what the index names for its own hosts would do for this one as well.
    private var fileHost: String? {
        guard let host = refusal.foreignHost,
            evidence.outcomes.contains(where: { $0.alternative.kind == .index && $0.wouldVerify })
        else { return nil }
        return
            "if \(host) may see the index's login too, write file-hosts = [\"\(host)\"] into the "
            + "[[index]], so that its certificates count there"
    }

    /// Only where the system store counts, or it would change nothing.
    private var systemStore: String? {
        guard evidence.isSystemInUse, !refusal.isOfProxy, let upkeep = evidence.survey.upkeep,
            let addition = upkeep.addition
        else { return nil }
        return "for every program on this machine: \(addition)"
    }

    // MARK: Other shapes of it

    func forMissingIntermediate(_ address: String) -> [String] {
        var remedies = ["the server's owner: send the full chain, with \(wanted) in it"]
        if holding != nil {
            remedies += list
        } else {
            remedies.append(
                "until then: get \(wanted) from \(address), compare its fingerprint with what its "
                    + "CA publishes, and name the file with \(Self.key(refusal))")
        }
        return remedies
    }

    var forSelfSignedLeaf: [String] {
        if holding != nil { return list }
        let compare =
            "ask the owner of \(refusal.host) for the certificate and compare its "
            + "SHA-256 fingerprint" + (shown.map { " with \($0.fingerprint.colons)" } ?? "")
        guard !refusal.isOfProxy, refusal.foreignHost == nil else {
            return ["\(compare), then name the file with \(Self.key(refusal))"]
        }
        return ["\(compare), then name the file as this index's ca-file"]
            + (shown.map { certificate in
                [
                    "or, after the same comparison, trust its key alone: trust = \"pin\", "
                        + "pinned-public-key = [\"\(certificate.publicKeyPin)\"]"
                ]
            } ?? [])
    }
}
