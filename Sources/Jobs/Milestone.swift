internal import Synchronization

/// Something that happens once in a run, and that one task waits for.
final class Milestone: Sendable {
    private struct State {
        var isReached = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    var isReached: Bool { state.withLock(\.isReached) }

    func reach() {
        let waiting = state.withLock { state in
            state.isReached = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// Returns when it is reached, or after a while; at once where the task is cancelled.
    func reached(within patience: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: patience) }
            group.addTask { await self.reached() }
            await group.next()
            group.cancelAll()
        }
    }

    private func reached() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isReached || Task.isCancelled { return true }
                    state.waiting = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume()
        }
    }
}
