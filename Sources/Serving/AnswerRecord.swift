import Primitives
package import Reporting

/// One answer, as a log tells of it.
package struct AnswerRecord: Sendable {
    let at: Instant
    let client: String
    /// Method, target and version as they came, or what came of them.
    let request: String
    let status: Int
    /// Of the body.
    let bytes: Int

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
