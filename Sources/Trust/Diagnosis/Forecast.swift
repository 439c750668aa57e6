/// How another program would fare with the same host on this machine.
///
/// It is only given where tests hold it against that program.
package struct Forecast: Hashable, Sendable, CustomStringConvertible {
    package enum Client: String, Sendable, CaseIterable {
        case requests
        case pip
        case uv

        /// For a host that wants a client certificate.
        var identityAdvice: String {
            let remedy =
                switch self {
                case .requests: "whoever calls it has to name one"
                case .pip: "set PIP_CLIENT_CERT"
                case .uv: "set SSL_CLIENT_CERT"
                }
            return "a client certificate is wanted, \(remedy)"
        }
    }

    package let client: Client
    /// Why it would be refused, and what helps; empty where it would not.
    package let obstacles: [String]

    package var isFine: Bool { obstacles.isEmpty }

    /// The same program's, of a proxy and of what lies behind it.
    /// - Returns: nil where one is not known, and the other no obstacle.
    static func joined(
        _ client: Client, proxy: Forecast?, named name: String, host: Forecast?
    ) -> Forecast? {
        let own = host?.obstacles ?? []
        // What helps with the one may help with the other.
        let ofProxy = (proxy?.obstacles ?? []).filter { !own.contains($0) }
        let obstacles = ofProxy.map { "the proxy \(name): \($0)" } + own
        guard obstacles.isEmpty, proxy == nil || host == nil else {
            return Forecast(client: client, obstacles: obstacles)
        }
        return nil
    }

    /// Each program's, of an https proxy and of what lies behind it.
    package static func joined(
        proxy: [Forecast], named name: String, host: [Forecast]
    ) -> [Forecast] {
        Client.allCases.compactMap { client in
            joined(
                client, proxy: proxy.first { $0.client == client }, named: name,
                host: host.first { $0.client == client })
        }
    }

    /// `uv: system certs needed`, `pip: ok`.
    package var description: String {
        "\(client.rawValue): \(isFine ? "ok" : obstacles.joined(separator: "; "))"
    }
}
