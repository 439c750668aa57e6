import MirrorStore
import NIOHTTP1
import Primitives

/// Answers one request from the files below `public/`.
struct MirrorHandler: Sendable {
    let tree: PublicTree

    /// - Parameter now: the wall clock, at the time of the request.
    func answer(to request: Request, of taste: ClientTaste, now: Instant) -> MirrorAnswer {
        switch request.head.method {
        case .GET, .HEAD: break
        case .RAW: return MirrorAnswer(.notImplemented, "this server knows no such method")
        default:
            return MirrorAnswer(
                .methodNotAllowed, "this mirror can only be read", headers: ["Allow": "GET, HEAD"])
        }
        do {
            return try found(request, taste, now)
        } catch {
            let status: HTTPResponseStatus =
                error.diskFailure == .exhausted ? .serviceUnavailable : .internalServerError
            var answer = MirrorAnswer(status, "this mirror cannot read what is there")
            answer.failure = error
            return answer
        }
    }

    private func found(
        _ request: Request, _ taste: ClientTaste, _ now: Instant
    ) throws(StoreError) -> MirrorAnswer {
        switch request.path.flatMap(MirrorRoute.init(path:)) {
        case .page(let project, let form):
            let forms = form.map { [$0] } ?? taste.forms(request.head[.accept])
            return try page(project, in: forms, isNegotiated: form == nil, to: request, now)
        case .movedPage(let project, let form):
            return try moved(to: project, form: form, now)
        case .file(let path):
            guard let file = try tree.file(at: path, now: now) else {
                try tree.checkPresence(of: path)
                return MirrorAnswer(.notFound, "no such file")
            }
            return try Representation(file, at: path).answer(to: request, now: now)
        case nil:
            return MirrorAnswer(.notFound, "nothing has this address")
        }
    }

    private func page(
        _ project: String?, in forms: [PageMediaType], isNegotiated: Bool, to request: Request,
        _ now: Instant
    ) throws(StoreError) -> MirrorAnswer {
        if forms.isEmpty {
            if try isAbsent(project, now) { return try noPage(project) }
            let forms = PageMediaType.allCases.map(\.name).joined(separator: ", ")
            return MirrorAnswer(
                .notAcceptable, "pages come as \(forms)", headers: ["Vary": "Accept"])
        }
        for chosen in forms {
            guard let file = try file(of: project, form: chosen, now) else { continue }
            return try Representation(file, ofPage: chosen, isNegotiated: isNegotiated)
                .answer(to: request, now: now)
        }
        return try noPage(project)
    }

    private func file(
        of project: String?, form: PageMediaType, _ now: Instant
    ) throws(StoreError) -> ServedFile? {
        let folder = project.map { "simple/\($0)/" } ?? "simple/"
        return try tree.file(at: folder + form.filename, now: now)
    }

    private func moved(
        to project: String?, form: PageMediaType?, _ now: Instant
    ) throws(StoreError) -> MirrorAnswer {
        if project != nil, try isAbsent(project, now) { return try noPage(project) }
        let address = MirrorRoute.address(ofPage: project, form: form)
        return MirrorAnswer(
            .movedPermanently, "the page is at \(address)", headers: ["Location": address])
    }

    /// Whether there is no page in any form.
    private func isAbsent(_ project: String?, _ now: Instant) throws(StoreError) -> Bool {
        for form in PageMediaType.allCases where try file(of: project, form: form, now) != nil {
            return false
        }
        return true
    }

    private func noPage(_ project: String?) throws(StoreError) -> MirrorAnswer {
        switch try tree.absence(of: project) {
        case .generation: MirrorAnswer(.notFound, "nothing is published yet")
        case .project: MirrorAnswer(.notFound, "no project \(project ?? "") on this mirror")
        }
    }
}
