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

    private struct State {
        var reason: Reason?
        /// By a number of each call's own: one that is cancelled ends alone.
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var cancelled: Set<Int> = []
        var calls = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var reason: Reason? { state.withLock(\.reason) }

    /// The first reason stays, but for a signal, which outranks the others.
    package func stop(_ reason: Reason) {
        let waiting = state.withLock { state in
            if case .signal? = state.reason { return [Int: CheckedContinuation<Void, Never>]() }
            if case .signal = reason { state.reason = reason }
            state.reason = state.reason ?? reason
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Returns when a reason is given, or at once when the task is cancelled.
    package func stopped() async -> Reason? {
        let call = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.cancelled.remove(call) != nil || state.reason != nil { return true }
                    state.waiting[call] = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let waiting = state.waiting.removeValue(forKey: call)
                if waiting == nil { state.cancelled.insert(call) }
                return waiting
            }
            waiting?.resume()
        }
        return reason
    }
}
