import Glibc
import Synchronization

/// What still runs or stands when the test process exits, such as what tests share: it is ended
/// and removed then.
enum Leftovers {
    /// Process groups and directories, guarded by one lock.
    struct State {
        var groups: Set<pid_t> = []
        var directories: Set<String> = []
    }

    private static let state = Mutex(State())

    private static let isWatched: Bool =
        atexit {
            let left = Leftovers.state.withLock { $0 }
            for group in left.groups { kill(-group, SIGKILL) }
            for directory in left.directories { try? FileTree.remove(directory) }
        } == 0

    static func note(_ change: (inout State) -> Void) {
        precondition(isWatched, "no room for another atexit(3) function")
        state.withLock { change(&$0) }
    }
}
