/// What a loopback server answers to one request, and how it misbehaves while doing so.
package struct Script: Sendable {
    /// How the answer reaches the peer. Byte counts are of the body.
    package enum Behaviour: Sendable {
        case normal
        /// The connection ends in order after so many bytes, less than was announced.
        case truncate(after: Int)
        /// The connection is reset after so many bytes.
        case reset(after: Int)
        /// Nothing more comes after so many bytes, and the connection stays open.
        case stall(after: Int)
        /// Pieces with pauses between them.
        case slow(bytesPerSecond: Int)
        /// The answer waits until the gate opens.
        case held(Gate)
        /// The connection ends without an answer.
        case close
        /// The connection stays open without an answer.
        case silent
        /// These bytes instead of an HTTP answer, then the end.
        case raw([UInt8])
    }

    /// How the body's end is told (RFC 9112 6).
    package enum Framing: Sendable {
        case contentLength, chunked, untilClose
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var behaviour: Behaviour = .normal
    package var framing: Framing = .contentLength
    /// With its quotes; makes the server answer 304 where `If-None-Match` has it.
    package var etag: String?
    /// An HTTP date; makes the server answer 304 where `If-Modified-Since` is the same.
    package var lastModified: String?
    /// Whether `Range: bytes=N-` and `bytes=N-M` are answered with 206, under `If-Range` only if
    /// that matches.
    package var servesRanges = false

    package init(
        status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a `Content-Type`.
    package static func page(_ text: String, type: String) -> Script {
        Script(headers: [("Content-Type", type)], body: Array(text.utf8))
    }

    package static func html(_ text: String) -> Script { page(text, type: "text/html") }

    package static func json(_ text: String) -> Script {
        page(text, type: "application/vnd.pypi.simple.v1+json")
    }

    /// Bytes that can be resumed: with an entity tag and ranges.
    package static func file(_ bytes: [UInt8]) -> Script {
        var script = Script(headers: [("Content-Type", "application/octet-stream")], body: bytes)
        script.etag = "\"\(bytes.count)-\(checksum(bytes))\""
        script.servesRanges = true
        return script
    }

    package static func failure(
        _ status: Int, headers: [(name: String, value: String)] = []
    ) -> Script {
        Script(
            status: status, headers: headers + [("Content-Type", "text/plain")],
            body: Array("status \(status)\n".utf8))
    }

    package static func redirect(to location: String, status: Int = 302) -> Script {
        Script(status: status, headers: [("Location", location)])
    }

    package func behaving(_ behaviour: Behaviour) -> Script {
        var script = self
        script.behaviour = behaviour
        return script
    }

    package func framed(_ framing: Framing) -> Script {
        var script = self
        script.framing = framing
        return script
    }

    package func tagged(_ etag: String, lastModified: String? = nil) -> Script {
        var script = self
        script.etag = etag
        script.lastModified = lastModified
        return script
    }

    package func adding(_ name: String, _ value: String) -> Script {
        var script = self
        script.headers.append((name, value))
        return script
    }

    /// Tells two bodies apart in an entity tag (FNV-1a).
    private static func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

extension Script {
    /// This script with conditions and ranges of the request worked in (RFC 9110 13 and 14).
    func resolved(for request: RecordedRequest) -> Script {
        var answer = self
        if let etag { answer.headers.append(("ETag", etag)) }
        if let lastModified { answer.headers.append(("Last-Modified", lastModified)) }
        if servesRanges { answer.headers.append(("Accept-Ranges", "bytes")) }
        guard status == 200 else { return answer }
        if isUnchanged(for: request) {
            answer.status = 304
            answer.body = []
            answer.headers.removeAll { $0.name.lowercased() == "content-type" }
        } else if servesRanges, let range = range(of: request) {
            answer.serve(range)
        }
        return answer
    }

    private func isUnchanged(for request: RecordedRequest) -> Bool {
        if let asked = request["if-none-match"] {
            guard let etag else { return false }
            return asked.split(separator: ",")
                .contains { $0.trimmingSpaces == etag || $0.trimmingSpaces == "*" }
        }
        guard let lastModified else { return false }
        return request["if-modified-since"] == lastModified
    }

    private func range(of request: RecordedRequest) -> (first: Int, last: Int?)? {
        if let condition = request["if-range"], condition != etag, condition != lastModified {
            return nil
        }
        guard let range = request["range"], range.hasPrefix("bytes=") else { return nil }
        let ends = range.dropFirst("bytes=".count)
            .split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int(ends[0]) else { return nil }
        return (first, Int(ends[1]))
    }

    private mutating func serve(_ range: (first: Int, last: Int?)) {
        guard range.first < body.count else {
            status = 416
            headers.append(("Content-Range", "bytes */\(body.count)"))
            body = []
            return
        }
        let last = min(range.last ?? .max, body.count - 1)
        status = 206
        headers.append(("Content-Range", "bytes \(range.first)-\(last)/\(body.count)"))
        body = Array(body[range.first...max(last, range.first)])
    }
}
