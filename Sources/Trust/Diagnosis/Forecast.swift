/// How another program would fare with the same host on this machine.
package struct Forecast: Hashable, Sendable, CustomStringConvertible {
    package enum Client: String, Sendable, CaseIterable {
        case requests
        case pip
        case uv
        case go

        package var name: String {
            switch self {
            case .requests: "requests"
            case .pip: "pip"
            case .uv: "uv"
            case .go: "Go"
            }
        }
    }

    package let client: Client
    /// Why it would be refused, and what helps; empty where it would not.
    package let obstacles: [String]

    package var isFine: Bool { obstacles.isEmpty }

    /// `uv: system certs needed`, `Go: ok`.
    package var description: String {
        "\(client.name): \(isFine ? "ok" : obstacles.joined(separator: "; "))"
    }
}
