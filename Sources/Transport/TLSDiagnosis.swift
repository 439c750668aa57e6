internal import Cryptography

/// What the words of OpenSSL and libcurl mean for a TLS layer that failed for another reason than
/// the server's certificate.
struct TLSDiagnosis: Hashable {
    /// Whom the layer was shared with, and what was shown there.
    struct Peer: Hashable {
        /// As sentences name it: `index.example` or `the proxy proxy.example:3128`.
        let name: String
        let isProxy: Bool
        let identity: ClientIdentityFiles?
        let minimumVersion: TLSPolicy.Version
        /// As `TLSPolicy` has it.
        var foreignIdentity: String?
        /// Whether its own certificates had come already.
        var hasShownChain = false
        /// Whether it asked for a client certificate.
        var hasAskedForCertificate = false

        /// The settings that name `identity`.
        var setting: String { isProxy ? "proxy-client-cert" : "client-cert" }
    }

    let reason: String
    let hints: [String]
    /// Whether the connection just ended, which may be chance.
    let isBreak: Bool
    /// Whether it is the client certificate that the peer misses or refuses.
    let isAboutClient: Bool

    /// - Parameters:
    ///   - said: libcurl's text for the error.
    ///   - isHandshake: whether nothing had been sent yet.
    /// - Returns: nil where the words are not about TLS.
    init?(_ said: String, from peer: Peer, isHandshake: Bool) {
        guard let symptom = Symptom(said, isHandshake: isHandshake) else { return nil }
        self.init(symptom, said, peer)
    }

    /// A connection that ended before an answer, by a peer that had asked for a client certificate:
    /// the alert that would say so may be lost with the connection (RFC 8446 6.2).
    init(refusedBy peer: Peer, _ said: String) {
        let symptom = Symptom(said, isHandshake: false)
        self.init(
            symptom.flatMap { $0.isAboutClient(peer) ? $0 : nil }
                ?? (peer.identity == nil ? .certificateWanted : .certificateRefused), said, peer)
    }

    private init(_ symptom: Symptom, _ said: String, _ peer: Peer) {
        reason = "\(peer.name) \(symptom.statement(peer)) (\(Self.core(of: said)))"
        hints = symptom.hints(peer)
        isBreak = symptom == .closed
        isAboutClient = symptom.isAboutClient(peer)
    }

    private static let goneWords = "getpeername() failed"

    /// OpenSSL's own words: what stands between the number of an error and that of the system.
    private static func core(of said: String) -> String {
        // libcurl looks for the peer's address once more, when it is gone.
        if said.contains(goneWords) { return "the connection was closed" }
        guard let start = said.firstRange(of: "SSL routines::") else { return said }
        let words = said[start.upperBound...]
        return String(words.firstRange(of: ", errno").map { words[..<$0.lowerBound] } ?? words)
    }
}

extension TLSDiagnosis {
    /// Kinds of failure that call for different remedies; the alerts are those of RFC 8446 6.
    private enum Symptom: CaseIterable {
        case certificateWanted
        case authorityUnknown
        case certificateRefused
        case versionTooOld
        case renegotiationTooOld
        case tooWeak
        case handshakeRefused
        case nameUnknown
        case withoutTLS
        case closed

        init?(_ said: String, isHandshake: Bool) {
            let said = said.lowercased()
            let found = Self.allCases.first { $0.words.contains { said.contains($0) } }
            guard let found, isHandshake || said.contains(" alert ") else { return nil }
            self = found
        }

        private var words: [String] {
            switch self {
            case .certificateWanted: ["alert certificate required", "no required ssl certificate"]
            case .authorityUnknown: ["alert unknown ca"]
            case .certificateRefused:
                [
                    "alert bad certificate", "alert unsupported certificate",
                    "alert certificate revoked", "alert certificate expired",
                    "alert certificate unknown", "alert access denied", "alert decrypt error",
                    "the ssl certificate error",
                ]
            case .versionTooOld:
                [
                    "alert protocol version", "unsupported protocol", "legacy sigalg",
                    "no protocols available", "alert insufficient security",
                ]
            case .renegotiationTooOld: ["unsafe legacy renegotiation"]
            case .tooWeak: ["key too small", "key too weak", "md too weak", "bad dh value"]
            case .handshakeRefused: ["alert handshake failure"]
            case .nameUnknown: ["unrecognized name"]
            case .withoutTLS: ["wrong version number", "packet length too long", "http request"]
            case .closed:
                [
                    "ssl_error_syscall", "unexpected eof", "connection reset", "broken pipe",
                    TLSDiagnosis.goneWords,
                ]
            }
        }

        func isAboutClient(_ peer: Peer) -> Bool {
            switch self {
            case .certificateWanted, .certificateRefused: true
            case .authorityUnknown: peer.identity != nil || peer.hasAskedForCertificate
            default: false
            }
        }

        /// What the peer did, after its name.
        func statement(_ peer: Peer) -> String {
            let shown = peer.identity.map { "the client certificate \($0.certificate)" }
            return switch self {
            case .certificateWanted: "wants a client certificate"
            case .authorityUnknown:
                shown.map { "does not know the authority behind \($0)" }
                    ?? "refused the connection over an authority it does not know"
            case .certificateRefused: shown.map { "refused \($0)" } ?? "wants a client certificate"
            case .versionTooOld: "offers no TLS \(peer.minimumVersion.name) or later"
            case .renegotiationTooOld:
                "speaks TLS without secure renegotiation (RFC 5746), which OpenSSL refuses"
            case .tooWeak:
                "offers keys too weak for OpenSSL's security level \(OpenSSLDefaults.securityLevel)"
            case .handshakeRefused: "refused the TLS handshake"
            case .nameUnknown: "knows no server of that name"
            case .withoutTLS: "does not speak TLS"
            case .closed:
                peer.hasShownChain
                    ? "closed the connection once it had shown its certificate"
                    : "closed the connection during the TLS handshake"
            }
        }

        func hints(_ peer: Peer) -> [String] {
            switch self {
            case .certificateWanted: [Self.identityHint(peer)]
            case .authorityUnknown, .certificateRefused: [Self.chainHint(peer)]
            case .versionTooOld:
                peer.minimumVersion == .v1_3
                    ? ["lower min-tls to 1.2 if that is acceptable, or ask for TLS 1.3 there"]
                    : ["ask who runs it to upgrade: TLS before 1.2 is never spoken here"]
            case .renegotiationTooOld:
                [
                    "ask who runs it, or the box that inspects TLS on the way, to upgrade: no"
                        + " setting lets it in"
                ]
            case .tooWeak: [Self.strengthHint]
            case .handshakeRefused: [Self.conditionalHint(peer)]
            // In TLS 1.3 a refused client may lose the alert with the connection.
            case .closed where peer.hasShownChain: [Self.conditionalHint(peer)]
            case .nameUnknown: ["check the host name in the address"]
            case .withoutTLS: [Self.portHint(peer)]
            case .closed:
                [
                    "ask the network's administrators whether a firewall ends connections to it by"
                        + " host name"
                ]
            }
        }

        private static var strengthHint: String {
            OpenSSLDefaults.securityLevel > OpenSSLDefaults.leastSecurityLevel
                ? "set the level to \(OpenSSLDefaults.leastSecurityLevel) in OpenSSL's configuration"
                    + " (OPENSSL_CONF), or ask who runs it for stronger keys"
                : "ask who runs it for stronger keys, or for key exchange on elliptic curves"
        }

        private static func identityHint(_ peer: Peer) -> String {
            peer.identity == nil
                ? "set \(peer.setting) and its key"
                    + (peer.foreignIdentity.map { ": \($0) names one for another program" } ?? "")
                : "check that \(peer.setting) names a certificate for clients"
        }

        private static func conditionalHint(_ peer: Peer) -> String {
            peer.identity == nil
                ? "if it wants a client certificate, set \(peer.setting)" : chainHint(peer)
        }

        private static func chainHint(_ peer: Peer) -> String {
            guard let identity = peer.identity else { return identityHint(peer) }
            return "append the certificates between it and its root to \(identity.certificate),"
                + " or ask whether it is the right one"
        }

        private static func portHint(_ peer: Peer) -> String {
            peer.isProxy
                ? "a proxy that is reached without TLS is written http://"
                : "check the port and the proxy; a login or block page may answer there"
        }
    }
}

extension TLSPolicy.Version {
    fileprivate var name: String {
        switch self {
        case .v1_2: "1.2"
        case .v1_3: "1.3"
        }
    }
}
