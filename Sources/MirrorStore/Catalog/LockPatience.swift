import Glibc
import Synchronization

/// How long a connection waits for another program's lock on the catalog.
///
/// Who has waited in vain once does not wait again: a run would add up one wait after another.
final class LockPatience: Sendable {
    private struct State {
        var limit = Duration.seconds(15)
        var began: ContinuousClock.Instant?
        var isSpent = false
    }

    private let state = Mutex(State())

    func shorten(to limit: Duration) { state.withLock { $0.limit = min($0.limit, limit) } }

    /// As SQLite's busy handler is asked (sqlite.org/c3ref/busy_handler.html).
    /// - Parameter count: how often it was asked for the same lock before.
    func mayWait(afterAttempts count: Int) -> Bool {
        let now = ContinuousClock.now
        let mayWait = state.withLock { state in
            let began = count == 0 ? now : state.began ?? now
            state.began = began
            state.isSpent = state.isSpent || now - began >= state.limit
            return !state.isSpent
        }
        if mayWait { usleep(10_000) }
        return mayWait
    }
}
