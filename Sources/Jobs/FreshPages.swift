internal import MirrorStore
internal import PythonPackaging
internal import SimpleIndex
internal import Synchronization

/// Pages that are asked for once more, without conditions, because a link on them is dead: a server
/// that answers "not modified" would hide the new one for ever.
final class FreshPages: Sendable {
    private struct Key: Hashable {
        let index: IndexID
        let project: ProjectName
    }

    private enum Standing {
        case asked([CheckedContinuation<ProjectPage?, Never>])
        case known(ProjectPage?)
    }

    private let standings = Mutex<[Key: Standing]>([:])

    func hasAsked(_ index: IndexContext, _ project: ProjectName) -> Bool {
        standings.withLock { $0[Key(index: index.id, project: project)] != nil }
    }

    /// Asks for the page, or gives what came of that before.
    func page(
        _ index: IndexContext, _ project: ProjectName, ask: () async -> ProjectPage?
    ) async -> ProjectPage? {
        let key = Key(index: index.id, project: project)
        let isFirst = standings.withLock { standings in
            if standings[key] != nil { return false }
            standings[key] = .asked([])
            return true
        }
        guard isFirst else { return await known(key) }
        let page = await ask()
        let waiting = standings.withLock { standings in
            defer { standings[key] = .known(page) }
            if case .asked(let waiting)? = standings[key] { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume(returning: page) }
        return page
    }

    private func known(_ key: Key) async -> ProjectPage? {
        await withCheckedContinuation { continuation in
            let page: ProjectPage?? = standings.withLock { standings in
                switch standings[key] {
                case .known(let page)?: return .some(page)
                case .asked(let waiting)?:
                    standings[key] = .asked(waiting + [continuation])
                    return nil
                case nil: return .some(nil)
                }
            }
            if let page { continuation.resume(returning: page) }
        }
    }
}
