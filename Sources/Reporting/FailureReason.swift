internal import Primitives

/// What is wrong with something, told without its name: what failed for one reason can be told
/// together.
package struct FailureReason: Hashable, Sendable {
    package let text: String

    /// - Parameter message: of a failure.
    package init(_ message: String, file: String?) {
        var text = message
        var host: String?
        if let address = Self.address(message) {
            text = String(message[address.end...])
            host = address.origin.hostAndPort
        }
        text = text.replacing(#/ after [0-9]+ attempts in [0-9.]+ s/#, with: "")
        if let file { text = text.replacing(file, with: "it") }
        if let host, !text.contains(host) { text += " (\(host))" }
        self.text = text
    }

    /// The address that a message begins with, and where what follows it stands.
    private static func address(_ message: String) -> (origin: Origin, end: String.Index)? {
        guard message.hasPrefix("http") || message.hasPrefix("could not fetch http"),
            let colon = message.firstRange(of: ": "),
            let word = message[..<colon.lowerBound].split(separator: " ").last,
            let address = WebAddress(String(word))
        else { return nil }
        return (address.origin, colon.upperBound)
    }
}
