internal import CCurl

/// How far a transfer got that has ended.
struct TransferFacts: Hashable, Sendable {
    /// Of a proxy's answer to CONNECT; 0 without one.
    var connectStatus = 0
    /// Whether a request went out.
    var hasSent = false

    init() {}

    init(_ easy: EasyHandle) {
        connectStatus = easy.long(CURLINFO_HTTP_CONNECTCODE)
        hasSent = easy.hasSent
    }
}
