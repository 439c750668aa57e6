import MirrorStore
import NIOHTTP1
import Primitives

/// A published file together with what HTTP says about it.
struct Representation {
    /// What is read at once, and sent with the head in one piece.
    private static let smallSize = 64 << 10

    private let file: ServedFile
    private let contentType: String
    private let cacheControl: String
    /// Whether the address has another form too.
    private let isNegotiated: Bool

    init(_ file: ServedFile, ofPage form: PageMediaType, isNegotiated: Bool) {
        self.file = file
        contentType = form.contentType
        // Kept, but asked after each time: the next generation may be live by then.
        cacheControl = "no-cache"
        self.isNegotiated = isNegotiated
    }

    /// - Parameter path: below `public/`.
    init(_ file: ServedFile, at path: String) {
        self.file = file
        let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { path[$0...] } ?? ""
        let isPage = path.hasPrefix(".pages/") || path.hasPrefix(".generations/")
        contentType =
            switch ending {
            case ".html", ".htm": PageMediaType.textHTML.contentType
            case ".json": isPage ? PageMediaType.json.contentType : "application/json"
            case ".metadata", ".txt": "text/plain; charset=utf-8"
            default: "application/octet-stream"
            }
        // Named by content; a year is the longest that HTTP speaks of.
        let isContent = path.hasPrefix("files/") || path.hasPrefix(".pages/")
        cacheControl = isContent ? "public, max-age=31536000, immutable" : "no-cache"
        isNegotiated = false
    }

    /// Preconditions first, then the range, as RFC 9110 13.2.2 orders them.
    func answer(to request: Request, now: Instant) throws(StoreError) -> MirrorAnswer {
        let conditions = Preconditions(request.head, now: now)
        switch conditions.outcome(tag: file.tag, modified: file.modified) {
        case .failed:
            return MirrorAnswer(
                .preconditionFailed, "the file is not in the state that the request names",
                headers: ["ETag": file.tag.text])
        case .notModified: return MirrorAnswer(.notModified, headers: validators)
        case .met: break
        }
        switch range(for: request, conditions) {
        case .whole: return try part(0..<file.size, .ok, headers, for: request)
        case .part(let range):
            var headers = headers
            let last = range.upperBound - 1
            headers.add(
                name: "Content-Range", value: "bytes \(range.lowerBound)-\(last)/\(file.size)")
            return try part(range, .partialContent, headers, for: request)
        case .unsatisfiable:
            // Nothing to be kept: it is of the request, not of the file.
            return MirrorAnswer(
                .rangeNotSatisfiable,
                headers: ["Accept-Ranges": "bytes", "Content-Range": "bytes */\(file.size)"])
        }
    }

    /// What a client keeps beside the bytes (RFC 9110 15.4.5).
    private var validators: HTTPHeaders {
        var headers: HTTPHeaders = [
            "Cache-Control": cacheControl, "ETag": file.tag.text,
            "Last-Modified": file.modified.httpDate, "Accept-Ranges": "bytes",
        ]
        if isNegotiated { headers.add(name: "Vary", value: "Accept") }
        return headers
    }

    private var headers: HTTPHeaders {
        var headers = validators
        headers.add(name: "Content-Type", value: contentType)
        return headers
    }

    /// A range has a meaning for `GET` alone (RFC 9110 14.2).
    private func range(for request: Request, _ conditions: Preconditions) -> ByteRange {
        guard request.head.method == .GET, let text = request.head[.range],
            conditions.allowsRange(tag: file.tag, modified: file.modified)
        else { return .whole }
        return ByteRange(text, size: file.size)
    }

    private func part(
        _ range: Range<Int>, _ status: HTTPResponseStatus, _ headers: HTTPHeaders,
        for request: Request
    ) throws(StoreError) -> MirrorAnswer {
        var body = MirrorAnswer.Body.none
        if request.wantsContent, !range.isEmpty {
            body =
                range.count <= Self.smallSize
                ? .bytes(try bytes(range)) : .file(file.file, range)
        }
        return MirrorAnswer(status, headers: headers, body: body, length: range.count)
    }

    private func bytes(_ range: Range<Int>) throws(StoreError) -> [UInt8] {
        let bytes = try file.file.read(at: Int64(range.lowerBound), upTo: range.count)
        guard bytes.count == range.count else {
            throw .shortened(file.file)
        }
        return bytes
    }
}
