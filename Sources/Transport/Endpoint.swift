/// A server under one trust policy: what a trust failure is final for.
struct Endpoint: Hashable, Sendable {
    /// `host[:port]`.
    let host: String
    let isProxy: Bool
    let tls: TLSPolicy

    var check: TLSPolicy.ServerCheck { isProxy ? tls.proxyCheck : tls.originCheck }
}
