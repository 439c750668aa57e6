package import Cryptography
package import Primitives

/// A refused chain, and what was known when it was refused.
package struct TrustCase: Sendable {
    /// How many of the hosts that were asked met the same; what one refusal alone cannot tell.
    package struct HostCounts: Hashable, Sendable {
        package var hosts: Int
        /// Hosts whose chains end at the same issuer.
        package var sameIssuer: Int
        /// Hosts refused for the same code.
        package var sameFailure: Int

        package init(hosts: Int = 1, sameIssuer: Int = 1, sameFailure: Int = 1) {
            self.hosts = hosts
            self.sameIssuer = sameIssuer
            self.sameFailure = sameFailure
        }
    }

    /// Name or address as asked, no port.
    package let host: String
    package let failure: VerifyFailure
    /// The chain is good, the name is not.
    package let isNameMismatch: Bool
    /// What the server sent, its own certificate first.
    package let sent: [Certificate]
    /// As far as it could be built, the server's own certificate first.
    package let chain: [Certificate]
    package let anchors: TrustAnchors
    package let now: Instant
    /// The proxy in use, as messages name it; nil for a direct connection.
    package var proxy: String?
    /// Whether the certificates are the proxy's own.
    package var isOfProxy = false
    /// Of the host, where the port is known.
    package var origin: Origin?
    /// `host[:port]`, where it is none of those that the index's own certificates count for.
    package var foreignHost: String?
    /// The file of revocation lists in use.
    package var crlFile: String?
    /// What it holds.
    package var revocationLists: [RevocationList] = []
    package var counts = HostCounts()

    package init(
        host: String, failure: VerifyFailure, isNameMismatch: Bool = false, sent: [Certificate],
        chain: [Certificate], anchors: TrustAnchors, now: Instant
    ) {
        self.host = host
        self.failure = failure
        self.isNameMismatch = isNameMismatch
        self.sent = sent
        self.chain = chain
        self.anchors = anchors
        self.now = now
    }

    var code: VerifyCode? {
        guard isNameMismatch else { return VerifyCode(rawValue: failure.code) }
        return isAddress ? .ipMismatch : .hostMismatch
    }

    /// Whether the host is an IP address, not a name.
    var isAddress: Bool { Self.isAddress(host) }

    static func isAddress(_ host: String) -> Bool {
        host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// The certificate that the failure is about.
    var accused: Certificate? {
        if chain.indices.contains(failure.depth) { return chain[failure.depth] }
        return sent.first { $0.subject == failure.subject } ?? sent.first
    }

    /// Where the chain ends, as far as it could be built.
    var last: Certificate? { chain.last ?? sent.last }

    /// What counts, as messages name it: `the 1 root of SSL_CERT_FILE=/etc/corp.pem`.
    var trusted: String {
        let count = anchors.certificates.count
        if anchors.sources.isEmpty { return "what counts for this host, which is nothing" }
        guard let base = anchors.sources.first, anchors.sources.count == 1 else {
            let labels = anchors.sources.map(\.label).joined(separator: " + ")
            return "the \(Count(count, "anchor")) of \(labels)"
        }
        return "the \(Count(count, "root")) of \(base.label)"
    }
}
