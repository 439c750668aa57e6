internal import MirrorStore
internal import PythonPackaging
internal import Synchronization

/// What indexes said of projects while dependencies were resolved: each is asked once a run.
final class PageCache: Sendable {
    private struct Key: Hashable {
        let index: IndexID
        let project: ProjectName
    }

    private let answers = Mutex<[Key: PageAnswer]>([:])

    subscript(index: IndexID, project: ProjectName) -> PageAnswer? {
        get { answers.withLock { $0[Key(index: index, project: project)] } }
        set { answers.withLock { $0[Key(index: index, project: project)] = newValue } }
    }
}
