import Primitives
package import Reporting

/// One answer, as a log tells of it.
package struct AnswerRecord: Sendable {
    let at: Instant
    let client: String
    /// Method, target and version, or what came of them; without what may be secret.
    let request: String
    let status: Int
    /// Of the body.
    let bytes: Int

    /// - Parameter request: as it came.
    init(at: Instant, client: String, request: String, status: Int, bytes: Int) {
        self.at = at
        self.client = client
        self.request = request.split(separator: " ", omittingEmptySubsequences: false)
            .map(Self.told).joined(separator: " ")
        self.status = status
        self.bytes = bytes
    }

    /// A word of a request line without userinfo, and with dots for its query or fragment.
    private static func told(_ word: Substring) -> String {
        var word = word
        var dots = ""
        if let end = word.utf8.firstIndex(where: {
            $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }) {
            dots = word[end...].prefix(1) + "..."
            word = word[..<end]
        }
        let isPath = word.hasPrefix("/") && !word.hasPrefix("//")
        if !isPath, let end = word.utf8.lastIndex(of: UInt8(ascii: "@")) {
            let start = word.firstRange(of: "//")?.upperBound ?? word.startIndex
            if start <= end { word.removeSubrange(start...end) }
        }
        return word + dots
    }

    /// Common Log Format.
    package var line: String {
        let quoted = request.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").printable
        let size = bytes == 0 ? "-" : "\(bytes)"
        return "\(client) - - [\(at.logDate)] \"\(quoted)\" \(status) \(size)"
    }

    package var json: JSONValue {
        .members([
            "at": .time(at), "client": .string(client), "request": .string(request),
            "status": .count(status), "bytes": .count(bytes),
        ])
    }
}
