internal import Synchronization

/// How many tasks may work at once; one that only waits lets another have its place meanwhile.
package final class Places: Sendable {
    private struct State {
        var free: Int
        /// Tasks that wait without a place.
        var away = 0
        var queue = FIFO<CheckedContinuation<Void, Never>>()
    }

    /// Those that the task at hand has one of.
    @TaskLocal package static var current: Places?

    private let state: Mutex<State>
    /// Each of them has its files open.
    private let mostAway: Int

    package init(_ count: Int) {
        state = Mutex(State(free: count))
        mostAway = 4 * count
    }

    /// Waits for a place.
    package func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free == 0 {
                    state.queue.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    package func giveBack() {
        let next = state.withLock { state in
            let next = state.queue.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }

    /// Runs `wait` without the place of the task at hand, if it has one.
    static func lending(_ wait: () async -> Void) async {
        guard let places = current, places.leave() else { return await wait() }
        await wait()
        await places.take()
        places.state.withLock { $0.away -= 1 }
    }

    private func leave() -> Bool {
        let mayGo = state.withLock { state in
            guard state.away < mostAway else { return false }
            state.away += 1
            return true
        }
        if mayGo { giveBack() }
        return mayGo
    }
}
