internal import CCurl
internal import Cryptography
internal import Primitives

// What an ending means.
extension Transfer {
    /// - Parameter asked: the address before redirects.
    /// - Returns: nil when an answer came whole, whatever its status, unless it is about TLS.
    func failure(of asked: WebAddress) -> TransferError? {
        func error(_ kind: TransferError.Kind, _ reason: String) -> TransferError {
            TransferError(kind, asked, reason: reason)
        }
        switch ending {
        case nil, .cancelled?, .recalled?: return error(.cancelled, "cancelled")
        case .untrusted(let failure)?: return Self.untrusted(failure, asked)
        case .stalled(let timeout)?:
            let seconds = timeout / .seconds(1)
            return error(.timeout, "less than 1 KiB/s came in over \(seconds) s")
        case .done(let code, let message)?:
            if let refusal, refusal != .enough { return refusal.failure(of: asked) }
            if code == CURLE_OK { return complaint(asked) }
            if let failure = trustFailure?.failure { return Self.untrusted(failure, asked) }
            let said = message.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : message
            return proxyFailure(code, said, asked) ?? directFailure(code, said, asked)
        }
    }

    static func untrusted(_ failure: TrustFailure, _ asked: WebAddress) -> TransferError {
        TransferError(
            .tlsTrust(failure), asked, reason: failure.description, hints: failure.hints)
    }

    private func directFailure(
        _ code: CURLcode, _ said: String, _ asked: WebAddress
    ) -> TransferError {
        if let error = tlsFailure(code, said, isProxy: false, asked) { return error }
        let (kind, reason): (TransferError.Kind, String) =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST:
                (.dns, "the name \(hop.address.host) could not be resolved")
            case CURLE_OPERATION_TIMEDOUT: (.timeout, timeoutReason)
            case CURLE_COULDNT_CONNECT:
                (
                    .connect,
                    hop.address.origin == asked.origin
                        ? "could not connect"
                        : "could not connect to \(hop.address.origin.hostAndPort)"
                )
            case _ where code.isOfTLS: (.tls, "TLS failed: \(said)")
            case _ where code.isBrokenOff: (.truncated, "the connection broke off: \(said)")
            case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY,
                CURLE_WRITE_ERROR:
                (.malformed, "no usable HTTP answer: \(said)")
            default: (.connect, "could not connect: \(said)")
            }
        let hints =
            switch kind {
            case .timeout where isSilent:
                [
                    "check the port; if it is right, ask the network's administrators whether "
                        + "something on the way swallows TLS"
                ]
            case .tls:
                [
                    "if it lasts, ask who runs \(hop.address.origin.hostAndPort), or the proxy or box "
                        + "on the way, what it answers"
                ]
            default: wayHints(kind)
            }
        return TransferError(kind, asked, reason: reason, hints: hints)
    }

    /// Whether a TLS handshake was begun and not answered.
    private var isSilent: Bool { verification != nil && hop.address.scheme == "https" }

    /// Who reaches the world through a proxy alone reaches nothing without naming it.
    private func wayHints(_ kind: TransferError.Kind) -> [String] {
        let origin = hop.address.origin
        let isNear = origin.host == "localhost" || origin.host.hasPrefix("127.")
        guard hop.proxy == nil, !isNear, kind == .dns || kind == .connect else { return [] }
        if let exemption = hop.exemption {
            return ["it was asked without the proxy, as \(exemption) says: check that"]
        }
        let variable = origin.scheme == "http" ? "http_proxy" : "HTTPS_PROXY"
        return [
            "it was asked without a proxy: where one is needed, name it with \(variable) or the "
                + "index's proxy"
        ]
    }

    private var timeoutReason: String {
        guard isSilent else { return "timed out while connecting" }
        return "\(hop.address.origin.hostAndPort) took the connection and then kept silent for"
            + " the time of a TLS handshake"
    }
}

// Failures of TLS that are no question of trust.
extension Transfer {
    private func peer(isProxy: Bool) -> TLSDiagnosis.Peer {
        TLSDiagnosis.Peer(
            name: isProxy
                ? "the proxy \(hop.proxy?.host ?? "")" : hop.address.origin.hostAndPort,
            isProxy: isProxy,
            identity: isProxy ? hop.tls.proxyClientIdentity : hop.tls.clientIdentity,
            minimumVersion: hop.tls.minimumVersion,
            foreignIdentity: isProxy ? nil : hop.tls.foreignIdentity,
            hasShownChain: hasShownChain(isProxy: isProxy),
            hasAskedForCertificate: isAskedForCertificate(byProxy: isProxy))
    }

    /// - Parameter isProxy: whether the layer is that of an https proxy.
    /// - Returns: nil where there is nothing better to say than libcurl's words.
    func tlsFailure(
        _ code: CURLcode, _ said: String, isProxy: Bool, _ asked: WebAddress
    ) -> TransferError? {
        guard isProxy || hop.address.scheme == "https" else { return nil }
        let peer = peer(isProxy: isProxy)
        if let (reason, hints) = fileFailure(code, said, peer) {
            return TransferError(.tls, asked, reason: reason, hints: hints)
        }
        guard code.isOfTLS || code.isBrokenOff else { return nil }
        if isClientRefused(by: peer, said) {
            let diagnosis = TLSDiagnosis(refusedBy: peer, said)
            return TransferError(
                .auth(status: nil), asked, reason: diagnosis.reason, hints: diagnosis.hints)
        }
        guard let diagnosis = TLSDiagnosis(said, from: peer, isHandshake: !facts.hasSent) else {
            return nil
        }
        let kind: TransferError.Kind =
            diagnosis.isAboutClient
            ? .auth(status: nil) : isProxy && diagnosis.isBreak ? .proxy : .tls
        return TransferError(kind, asked, reason: diagnosis.reason, hints: diagnosis.hints)
    }

    /// Whether a peer that asked for a client certificate ended the connection, before any answer.
    /// One that has answered others may have ended this one by chance, where it gave no alert.
    private func isClientRefused(by peer: TLSDiagnosis.Peer, _ said: String) -> Bool {
        guard peer.hasAskedForCertificate, !isAnswered else { return false }
        let alerts = ["alert handshake failure", "alert certificate", "alert bad certificate"]
        if alerts.contains(where: said.lowercased().contains) { return true }
        return !said.lowercased().contains(" alert ") && (peer.isProxy || !isOfKnownOrigin)
    }

    /// A file that was to be used and could not be.
    private func fileFailure(
        _ code: CURLcode, _ said: String, _ peer: TLSDiagnosis.Peer
    ) -> (reason: String, hints: [String])? {
        switch code {
        case CURLE_SSL_CERTPROBLEM:
            (
                "the client certificate \(peer.identity?.description ?? "") cannot be used: \(said)",
                [
                    "check the files of \(peer.setting), that they belong together, and the"
                        + " key's pass phrase"
                ]
            )
        case CURLE_SSL_CACERT_BADFILE:
            (
                "the program's own bundle of anchors, \(anchors(of: peer).name), cannot be read",
                ["each run writes it anew: check the disk and the permissions of its folder"]
            )
        case CURLE_SSL_CRL_BADFILE:
            (
                "the revocation lists in \(hop.tls.crlFile ?? "") cannot be used: \(said)",
                ["crl-file has to hold a PEM list of each authority of the chain"]
            )
        default: nil
        }
    }

    private func anchors(of peer: TLSDiagnosis.Peer) -> AnchorBundle {
        peer.isProxy ? hop.tls.proxyAnchors ?? hop.tls.anchors : hop.tls.anchors
    }

    /// Nginx checks client certificates only once it has seen a request (its codes 496 and 495).
    private static let complaints = [
        "No required SSL certificate was sent", "The SSL certificate error",
    ]

    /// An answer that says, in HTTP, what TLS could have said.
    private func complaint(_ asked: WebAddress) -> TransferError? {
        if head?.status == 407, hop.address.scheme == "http", let proxy = hop.proxy {
            return proxyRefusal(407, by: proxy, asked)
        }
        let text = String(decoding: excerpt, as: UTF8.self)
        guard let phrase = Self.complaints.first(where: { text.contains($0) }),
            let diagnosis = TLSDiagnosis(phrase, from: peer(isProxy: false), isHandshake: true)
        else { return nil }
        return TransferError(
            .auth(status: nil), asked, reason: diagnosis.reason, hints: diagnosis.hints)
    }
}

// HTTP/2 that does not work, mostly for a box on the way that inspects it.
extension Transfer {
    /// Whether a connection ended before any answer as it may where HTTP/2 is broken.
    var mayHaveLostHTTP2: Bool {
        guard mayUseHTTP2, !isAnswered, hop.address.scheme == "https",
            !isAskedForCertificate(byProxy: false), case .done(let code, let message)? = ending
        else { return false }
        return code.isBrokenOff || Self.isAboutProtocols(message)
    }

    /// Whether it was HTTP/2 that was spoken when the connection ended.
    var hasLostHTTP2: Bool {
        guard mayHaveLostHTTP2, case .done(let code, let message)? = ending else { return false }
        return code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM || Self.isAboutProtocols(message)
            || originVerification?.speaksHTTP2 == true
    }

    /// The alert of a server that speaks none of the protocols it was offered (RFC 7301 3.2).
    private static func isAboutProtocols(_ message: String) -> Bool {
        message.contains("no application protocol")
    }
}

extension CURLcode {
    var isOfTLS: Bool {
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_SSL_ENGINE_INITFAILED,
        ].contains(self)
    }

    var isBrokenOff: Bool {
        [
            CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_GOT_NOTHING,
            CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_BAD_CONTENT_ENCODING,
        ].contains(self)
    }
}
