/// How another program would fare with the same host on this machine.
///
/// It is only given where tests hold it against that program.
package struct Forecast: Hashable, Sendable, CustomStringConvertible {
    package enum Client: String, Sendable, CaseIterable {
        case requests
        case pip
        case uv
    }

    package let client: Client
    /// Why it would be refused, and what helps; empty where it would not.
    package let obstacles: [String]

    package var isFine: Bool { obstacles.isEmpty }

    /// `uv: system certs needed`, `pip: ok`.
    package var description: String {
        "\(client.rawValue): \(isFine ? "ok" : obstacles.joined(separator: "; "))"
    }
}
