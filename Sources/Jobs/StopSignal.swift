internal import Synchronization

/// Why a run should begin nothing new; asked before each request, set from outside.
package final class StopSignal: Sendable {
    package enum Reason: Sendable, Equatable {
        /// A signal's number (signal(7)).
        case signal(Int32)
        case timeBudget
        /// The disk came down to its floor, or failed.
        case disk
    }

    private struct Wait {
        let continuation: CheckedContinuation<Void, Never>
        /// Whether nothing but a signal ends it.
        let isForSignal: Bool
    }

    private struct State {
        var reason: Reason?
        /// By a number of each call's own: one that is cancelled ends alone.
        var waiting: [Int: Wait] = [:]
        var cancelled: Set<Int> = []
        var calls = 0
        var isHeeded = false

        var isSignalled: Bool { if case .signal? = reason { true } else { false } }
    }

    private let state = Mutex(State())

    package init() {}

    package var reason: Reason? { state.withLock(\.reason) }

    /// Whether the run asks for reasons. While it reads what people wrote, which may be a pipe that
    /// never ends, nothing asks, and nothing would have to be cleaned up.
    package var isHeeded: Bool { state.withLock(\.isHeeded) }

    /// From here on the run asks.
    package func heed() { state.withLock { $0.isHeeded = true } }

    /// The first reason stays, but for a signal, which outranks the others.
    package func stop(_ reason: Reason) {
        let over = state.withLock { state in
            if state.isSignalled { return [Wait]() }
            if case .signal = reason { state.reason = reason }
            state.reason = state.reason ?? reason
            let over = state.waiting.filter { !$1.isForSignal || state.isSignalled }
            for call in over.keys { state.waiting[call] = nil }
            return Array(over.values)
        }
        for wait in over { wait.continuation.resume() }
    }

    /// Returns when a reason is given, or at once when the task is cancelled.
    package func stopped() async -> Reason? { await stopped(isForSignal: false) }

    /// Returns when a signal is the reason, though there may be another before, or at once when the
    /// task is cancelled.
    func signalled() async -> Reason? { await stopped(isForSignal: true) }

    private func stopped(isForSignal: Bool) async -> Reason? {
        let call = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    let isOver = isForSignal ? state.isSignalled : state.reason != nil
                    if state.cancelled.remove(call) != nil || isOver { return true }
                    state.waiting[call] = Wait(
                        continuation: continuation, isForSignal: isForSignal)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            let wait = state.withLock { state in
                let wait = state.waiting.removeValue(forKey: call)
                if wait == nil { state.cancelled.insert(call) }
                return wait
            }
            wait?.continuation.resume()
        }
        return reason
    }
}
