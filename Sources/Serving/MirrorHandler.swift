import FlyingFox
import Foundation
import Primitives

/// Answers one request from the files below `public/`.
struct MirrorHandler: HTTPHandler {
    let tree: PublicTree
    let answers: OpenAnswers
    let now: @Sendable () -> Instant

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        var response = try answer(to: request)
        response.headers[.date] = now().httpDate
        if request.method == .HEAD {
            let length = response.headers[.contentLength] ?? "0"
            response.payload = .httpBody(HTTPBodySequence())
            response.headers[.contentLength] = length
        }
        return response
    }

    private func answer(to request: HTTPRequest) throws -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else {
            var refusal = message(.methodNotAllowed, "this mirror can only be read")
            refusal.headers[.allow] = "GET, HEAD"
            return refusal
        }
        switch MirrorRoute(path: Self.path(of: request)) {
        case .page(let project, let form):
            return try page(project, form: form, to: request)
        case .movedPage(let project):
            return moved(to: project)
        case .file(let path):
            guard let file = tree.file(at: path) else { return notFound("no such file") }
            return try Representation(file, ofObject: path).response(to: request, answers: answers)
        case nil:
            return notFound("nothing has this address")
        }
    }

    /// RFC 9112 3.2.2: a server has to read the absolute form too.
    private static func path(of request: HTTPRequest) -> String {
        let target = request.target.path()
        return target.hasPrefix("/") ? target : WebAddress(target)?.path ?? target
    }

    private func page(
        _ project: String?, form: PageMediaType?, to request: HTTPRequest
    ) throws -> HTTPResponse {
        guard let chosen = form ?? AcceptHeader(request.headers[.accept]).preferred else {
            let forms = PageMediaType.allCases.map(\.name).joined(separator: ", ")
            var refusal = message(.notAcceptable, "pages come as \(forms)")
            refusal.headers[.vary] = "Accept"
            return refusal
        }
        guard let file = page(project, form: chosen) else { return noPage(project) }
        let representation = Representation(file, ofPage: chosen, isNegotiated: form == nil)
        return try representation.response(to: request, answers: answers)
    }

    private func page(_ project: String?, form: PageMediaType) -> PublishedFile? {
        let folder = project.map { "simple/\($0)/" } ?? "simple/"
        return tree.file(at: folder + form.filename)
    }

    private func moved(to project: String?) -> HTTPResponse {
        guard project == nil || page(project, form: .html) != nil else { return noPage(project) }
        let address = MirrorRoute.address(ofPage: project)
        var response = message(.movedPermanently, "the page is at \(address)")
        response.headers[.location] = address
        return response
    }

    private func noPage(_ project: String?) -> HTTPResponse {
        notFound(project.map { "no project \($0) on this mirror" } ?? "nothing is published yet")
    }

    private func notFound(_ text: String) -> HTTPResponse { message(.notFound, text) }

    private func message(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        let body = Data((text + "\n").utf8)
        return HTTPResponse(
            statusCode: status,
            headers: HTTPHeaders([
                .contentType: "text/plain; charset=utf-8", .contentLength: "\(body.count)",
            ]), body: body)
    }
}

extension HTTPHeader {
    static let accept = HTTPHeader("Accept")
    static let allow = HTTPHeader("Allow")
    static let ifRange = HTTPHeader("If-Range")
    static let vary = HTTPHeader("Vary")
}
