import FlyingFox
import Foundation

/// A published file together with what HTTP says about it.
struct Representation {
    private let file: PublishedFile
    private let contentType: String
    private let cacheControl: String
    /// Whether the address has another form too.
    private let isNegotiated: Bool

    init(_ file: PublishedFile, ofPage form: PageMediaType, isNegotiated: Bool) {
        self.file = file
        contentType = form.contentType
        // Kept, but asked after each time: the next generation may be live by then.
        cacheControl = "no-cache"
        self.isNegotiated = isNegotiated
    }

    init(_ file: PublishedFile, ofObject path: String) {
        self.file = file
        contentType =
            path.hasSuffix(".metadata") ? "text/plain; charset=utf-8" : "application/octet-stream"
        // Named by content; a year is the longest that HTTP speaks of.
        cacheControl = "public, max-age=31536000, immutable"
        isNegotiated = false
    }

    /// Preconditions first, then the range, as RFC 9110 13.2.2 orders them.
    func response(to request: HTTPRequest, answers: OpenAnswers) throws -> HTTPResponse {
        if isUnchanged(for: request) { return withoutBody(.notModified, length: file.size) }
        switch range(for: request) {
        case .whole:
            return try part(0..<file.size, status: .ok, answers: answers)
        case .part(let range):
            var response = try part(range, status: .partialContent, answers: answers)
            let last = range.upperBound - 1
            response.headers[.contentRange] = "bytes \(range.lowerBound)-\(last)/\(file.size)"
            return response
        case .unsatisfiable:
            var response = withoutBody(.rangeNotSatisfiable, length: 0)
            response.headers[.contentRange] = "bytes */\(file.size)"
            return response
        }
    }

    private var entityTag: String { "\"\(file.entityTag)\"" }

    private var headers: HTTPHeaders {
        var headers = HTTPHeaders([
            .contentType: contentType, .cacheControl: cacheControl, .acceptRanges: "bytes",
            .eTag: entityTag, .lastModified: file.modified.httpDate,
        ])
        if isNegotiated { headers[.vary] = "Accept" }
        return headers
    }

    /// Dates are compared for equality: after a rollback the older page is the current one.
    private func isUnchanged(for request: HTTPRequest) -> Bool {
        guard let tags = request.headers[.ifNoneMatch] else {
            return request.headers[.ifModifiedSince] == file.modified.httpDate
        }
        return tags.split(separator: ",").contains { tag in
            let text = tag.trimmingCharacters(in: .whitespaces)
            return text == "*" || text == entityTag || text == "W/\(entityTag)"
        }
    }

    private func range(for request: HTTPRequest) -> ByteRange {
        let condition = request.headers[.ifRange]
        let holds =
            condition == nil || condition == entityTag || condition == file.modified.httpDate
        guard request.method == .GET, holds else { return .whole }
        return ByteRange(request.headers[.range], size: file.size)
    }

    private func withoutBody(_ status: HTTPStatusCode, length: Int) -> HTTPResponse {
        var response = HTTPResponse(statusCode: status, headers: headers)
        response.headers[.contentLength] = "\(length)"
        return response
    }

    private func part(
        _ range: Range<Int>, status: HTTPStatusCode, answers: OpenAnswers
    ) throws -> HTTPResponse {
        let body = try FileBody(file.location, range: range, answer: answers.begin())
        var response = HTTPResponse(
            statusCode: status, headers: headers,
            body: HTTPBodySequence(
                from: body, count: body.count, suggestedBufferSize: FileBody.bufferSize))
        response.headers[.contentLength] = "\(range.count)"
        return response
    }
}
