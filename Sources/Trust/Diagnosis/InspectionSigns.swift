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
    init(
        root: Certificate?, name: String, survey: TrustSurvey, publicRoots: [Certificate],
        proxy: String?, counts: TrustCase.HostCounts
    ) {
        let isPublic = publicRoots.contains { known in
            root.map { $0.publicKeyDigest == known.publicKeyDigest } ?? (known.subject == name)
        }
        let isLocal = survey.localAnchors.certificates.contains { known in
            root.map { $0 == known } ?? (known.subject == name)
        }
        guard !isPublic else {
            reasons = []
            return
        }
        var signs: [String] = []
        if isLocal { signs.append("\(name) is local to this machine") }
        if let proxy {
            signs.append("the connection goes through \(proxy), and \(name) is no public root")
        }
        if counts.sameIssuer >= 2, counts.sameIssuer * 2 > counts.hosts {
            signs.append("same issuer for \(counts.sameIssuer) of \(Count(counts.hosts, "host"))")
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
            publicRoots: survey.publicRoots, proxy: proxy, counts: counts)
    }
}
