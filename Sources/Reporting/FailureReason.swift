internal import Primitives

/// What is wrong with something, told without its name: what failed for one reason can be told
/// together.
package struct FailureReason: Hashable, Sendable {
    package let text: String

    /// - Parameter message: of a failure.
    package init(_ message: String, kind: FailureKind?, file: String?, project: String?) {
        if let project, Self.isAbsence(of: project, message) {
            text = Self.absence
            return
        }
        var text = message
        var host: String?
        if let address = Self.address(message) {
            text = String(message[address.end...])
            host = address.origin.hostAndPort
        }
        text = text.replacing(#/ after [0-9]+ attempts in [0-9.]+ s/#, with: "")
        if let file {
            for name in ["'\(file.printable)'", file.printable, file].distinct {
                text = text.replacing(name, with: "it")
            }
        }
        // Who cannot pass a proxy reaches none of the hosts behind it.
        if let host, kind != .proxy, !text.contains(host) { text += " (\(host))" }
        self.text = text
    }

    /// As it is said of several.
    package var ofSeveral: String { text == Self.absence ? "no index has them" : text }

    private static let absence = "no index has it"

    /// Whether the name itself is all that is wrong: whoever asked for it does not matter then.
    private static func isAbsence(of project: String, _ message: String) -> Bool {
        message.ranges(of: "no index has \(project)").contains { range in
            let next = message[range.upperBound...].first
            return next.map { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? true
        }
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
