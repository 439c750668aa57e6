internal import CCurl
internal import Cryptography
internal import Primitives
internal import Trust

// Whether the servers on the way were the ones that were asked for.
extension Transfer {
    /// Why a server was refused, and which.
    var trustFailure: (endpoint: Endpoint, failure: TrustFailure)? {
        guard case .done(let code, let message)? = ending, code != CURLE_OK else { return nil }
        return chainFailure ?? objection ?? nameFailure(code, message)
            ?? keyFailure(code, message)
    }

    /// What the origin showed.
    var originVerification: Verification? { layers.last { !$0.endpoint.isProxy }?.verification }

    func hasShownChain(isProxy: Bool) -> Bool { layers.last?.endpoint.isProxy == isProxy }

    /// Whether a layer's peer asked for this side's certificate, on a connection that this transfer
    /// opened.
    func isAskedForCertificate(byProxy isProxy: Bool) -> Bool {
        let endpoints = hop.endpoints
        guard let outcome = verification, !endpoints.isEmpty else { return false }
        return outcome.certificateRequests.contains {
            endpoints[$0 % endpoints.count].isProxy == isProxy
        }
    }

    /// The anchor that the origin's chain ended in, by which it was trusted.
    var anchor: (host: String, certificate: Certificate)? {
        guard facts.hasSent, let (endpoint, verification) = layers.last, !endpoint.isProxy,
            endpoint.check == .chain, verification.failure == nil,
            let anchor = verification.anchor
        else { return nil }
        return (endpoint.host, anchor)
    }

    /// The TLS layers whose peer showed certificates, in order.
    private var layers: [(endpoint: Endpoint, verification: Verification)] {
        let endpoints = hop.endpoints
        guard let outcome = verification, !endpoints.isEmpty else { return [] }
        // Each connection sets up the proxy's layer, if there is one, and then the origin's.
        return outcome.verifications.map { (endpoints[$0.layer % endpoints.count], $0) }
    }

    private var chainFailure: (Endpoint, TrustFailure)? {
        for (endpoint, verification) in layers where endpoint.check == .chain {
            guard let failure = verification.failure else { continue }
            return (endpoint, TrustFailure(failure, verification, of: endpoint))
        }
        return nil
    }

    /// A chain that verified, and does not count for this program.
    var objection: (endpoint: Endpoint, failure: TrustFailure)? {
        for (endpoint, verification) in layers
        where endpoint.check == .chain && verification.failure == nil {
            if let failure = VerifyFailure.ofShortKey(in: verification.chain) {
                return (endpoint, TrustFailure(failure, verification, of: endpoint))
            }
            if let failure = distrust(of: verification, endpoint) { return (endpoint, failure) }
        }
        return nil
    }

    /// For an anchor that no longer counts for such a certificate.
    private func distrust(
        of verification: Verification, _ endpoint: Endpoint
    ) -> TrustFailure? {
        guard let leaf = verification.sent.first, let anchor = verification.anchor else {
            return nil
        }
        let rule = hop.tls.distrust.first {
            $0.anchor == anchor.fingerprint && leaf.notBefore > $0.after
        }
        return rule.map { rule in
            TrustFailure(
                .distrusted(after: rule.after), code: 50 /* X509_V_ERR_APPLICATION_VERIFICATION */,
                reason: "distrusted after \(rule.after)", verification, of: endpoint)
        }
    }

    /// A chain that verified, for another name: libcurl compares names itself.
    private func nameFailure(_ code: CURLcode, _ message: String) -> (Endpoint, TrustFailure)? {
        guard code == CURLE_PEER_FAILED_VERIFICATION, let (endpoint, verification) = layers.last,
            endpoint.check == .chain
        else { return nil }
        let failure = TrustFailure(
            .name, code: 62 /* X509_V_ERR_HOSTNAME_MISMATCH */, reason: message, verification,
            of: endpoint)
        return (endpoint, failure)
    }

    /// Pins and stapled responses are asked of the origin only.
    private func keyFailure(_ code: CURLcode, _ message: String) -> (Endpoint, TrustFailure)? {
        guard let (endpoint, verification) = layers.last, !endpoint.isProxy else { return nil }
        switch code {
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            guard let shown = verification.sent.first?.publicKeyPin else { return nil }
            let cause = TrustFailure.Cause.pin(
                expected: endpoint.tls.pinnedPublicKeys, shown: shown)
            let failure = TrustFailure(
                cause, code: 90, reason: message, verification, of: endpoint)
            return (endpoint, failure)
        case CURLE_SSL_INVALIDCERTSTATUS:
            let failure = TrustFailure(
                .stapling, code: 91, reason: message, verification, of: endpoint)
            return (endpoint, failure)
        default: return nil
        }
    }
}
