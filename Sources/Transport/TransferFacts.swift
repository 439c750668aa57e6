internal import CCurl

/// How far a transfer got that has ended.
struct TransferFacts: Hashable, Sendable {
    /// Of a proxy's answer to CONNECT; 0 without one.
    var connectStatus = 0
    /// How a proxy that wants a login would take it; empty where it did not say.
    var proxyLogins: ProxyLogins = []
    /// Whether a request went out.
    var hasSent = false

    init() {}

    init(_ easy: EasyHandle) {
        connectStatus = easy.long(CURLINFO_HTTP_CONNECTCODE)
        proxyLogins = ProxyLogins(rawValue: easy.long(CURLINFO_PROXYAUTH_AVAIL))
        hasSent = easy.hasSent
    }
}
