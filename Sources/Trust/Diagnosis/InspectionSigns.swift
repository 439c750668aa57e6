package import Cryptography
import Primitives

/// Whether a firewall between here and the host seems to have signed the host's certificate anew.
///
/// Nothing proves it from outside; these are the signs that people find by hand.
package struct InspectionSigns: Hashable, Sendable {
    /// Each with its facts; empty where nothing speaks for inspection.
    package let reasons: [String]

    package var isLikely: Bool { !reasons.isEmpty }

    /// - Parameters:
    ///   - root: where the chain ends; nil where the server did not send it.
    ///   - name: the root's subject, known even where the root is not.
    ///   - proxy: the proxy the connection went through.
    ///   - isTrusted: whether the chain verified.
    init(
        root: Certificate?, name: String, survey: TrustSurvey, publicRoots: [Certificate],
        proxy: String?, counts: TrustCase.HostCounts, isTrusted: Bool
    ) {
        let isPublic = publicRoots.contains { known in
            root.map { $0.publicKeyDigest == known.publicKeyDigest } ?? (known.subject == name)
        }
        let isLocal = survey.localAnchors.certificates.contains { known in
            root.map { $0 == known } ?? (known.subject == name)
        }
        let isKnown = isTrusted || isLocal
        guard !isPublic else {
            reasons = []
            return
        }
        var signs: [String] = []
        if counts.sameIssuer >= 2, counts.sameIssuer * 2 > counts.hosts {
            signs.append("same issuer for \(counts.sameIssuer) of \(Count(counts.hosts, "host"))")
        }
        // A company's own server has its authority too, and is asked through its proxy as others are.
        if isLocal, !signs.isEmpty { signs.insert("\(name) is local to this machine", at: 0) }
        if let proxy, !signs.isEmpty || !isKnown {
            signs.insert(
                "the connection goes through \(proxy), and \(name) is no public root",
                at: isLocal ? min(1, signs.count) : 0)
        }
        reasons = signs
    }

    /// For a chain that verified.
    /// - Parameter chain: as built, the server's certificate first.
    package init(
        chain: [Certificate], survey: TrustSurvey, proxy: String?, counts: TrustCase.HostCounts
    ) {
        let root = chain.last
        self.init(
            root: root, name: root?.subject ?? "", survey: survey,
            publicRoots: survey.publicRoots, proxy: proxy, counts: counts, isTrusted: true)
    }
}
