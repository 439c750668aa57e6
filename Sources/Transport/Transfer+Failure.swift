internal import CCurl
internal import Primitives

// What an ending means.
extension Transfer {
    /// - Parameter asked: the address before redirects.
    /// - Returns: nil when an answer came whole, whatever its status.
    func failure(of asked: WebAddress) -> TransferError? {
        func error(_ kind: TransferError.Kind, _ reason: String) -> TransferError {
            TransferError(kind, asked, reason: reason)
        }
        switch ending {
        case nil, .cancelled?: return error(.cancelled, "cancelled")
        case .untrusted(let failure)?: return Self.untrusted(failure, asked)
        case .stalled(let timeout)?:
            let seconds = timeout / .seconds(1)
            return error(.timeout, "less than 1 KiB/s came in over \(seconds) s")
        case .done(let code, let message)?:
            if let refusal { return refusal.failure(of: asked) }
            if code == CURLE_OK { return nil }
            if let failure = trustFailure?.failure {
                return Self.untrusted(failure, asked)
            }
            return proxyFailure(code, message, asked) ?? directFailure(code, message, asked)
        }
    }

    private static func untrusted(_ failure: TrustFailure, _ asked: WebAddress) -> TransferError {
        TransferError(
            .tlsTrust(failure), asked, reason: failure.description, hints: failure.hints)
    }

    private func directFailure(
        _ code: CURLcode, _ message: String, _ asked: WebAddress
    ) -> TransferError {
        let said = message.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : message
        let (kind, reason): (TransferError.Kind, String) =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST:
                (.dns, "the name \(hop.address.host) could not be resolved")
            case CURLE_OPERATION_TIMEDOUT: (.timeout, "timed out while connecting")
            case _ where code.isOfTLS: (.tls, "TLS failed: \(said)")
            case _ where code.isBrokenOff: (.truncated, "the connection broke off: \(said)")
            case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY,
                CURLE_WRITE_ERROR:
                (.malformed, "no usable HTTP answer: \(said)")
            default: (.connect, "could not connect: \(said)")
            }
        return TransferError(kind, asked, reason: reason, hints: tlsHints(said))
    }

    private func tlsHints(_ said: String) -> [String] {
        guard said.contains("wrong version number") else { return [] }
        return [
            "\(hop.address.origin.hostAndPort) does not speak TLS: check the port and the proxy"
        ]
    }

    /// What went wrong before a proxy had opened the way to the origin.
    private func proxyFailure(
        _ code: CURLcode, _ message: String, _ asked: WebAddress
    ) -> TransferError? {
        guard let proxy = hop.proxy else { return nil }
        let status = facts.connectStatus
        if status >= 400 {
            let isRefusal = [401, 403, 407].contains(status)
            return TransferError(
                isRefusal ? .auth(status: status) : .proxy, asked,
                reason: "\(proxy) answered \(status)")
        }
        // A tunnel that an earlier transfer opened has no status here.
        let isThrough = facts.hasSent || status >= 200 || (proxy.isSOCKS && code.isOfTLS)
        guard !isThrough else { return nil }
        let said = message.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : message
        var hints: [String] = []
        if proxy.isHTTPS {
            hints = ["a proxy that is reached without TLS is written http://\(proxy.host)"]
        }
        return TransferError(.proxy, asked, reason: "\(proxy) failed: \(said)", hints: hints)
    }
}

extension CURLcode {
    fileprivate var isOfTLS: Bool {
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_SSL_ENGINE_INITFAILED,
        ].contains(self)
    }

    fileprivate var isBrokenOff: Bool {
        [
            CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_GOT_NOTHING,
            CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_BAD_CONTENT_ENCODING,
        ].contains(self)
    }
}
