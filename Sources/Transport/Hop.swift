internal import Primitives

/// One HTTP request: an address and everything that belongs to asking there.
struct Hop: Sendable {
    let address: WebAddress
    let tls: TLSPolicy
    let credentials: Credentials?
    let proxy: Proxy?
    /// What keeps it from a proxy that the environment names: `NO_PROXY (.corp)`.
    var exemption: String?
    /// Whole lines without line ends.
    let headers: [String]
    /// Whether it only looks: at a connection of its own, until a body begins.
    var isProbe = false

    /// Who shows certificates for this request, in order, and what they are held against.
    var endpoints: [Endpoint] {
        var endpoints: [Endpoint] = []
        if let proxy, proxy.isHTTPS {
            endpoints.append(Endpoint(host: proxy.host, isProxy: true, tls: tls))
        }
        if address.scheme == "https" {
            endpoints.append(
                Endpoint(host: address.origin.hostAndPort, isProxy: false, tls: tls))
        }
        return endpoints
    }
}
