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
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isOver = false
    }

    private let state = Mutex(State())

    package init() {}

    package var reason: Reason? { state.withLock(\.reason) }

    /// The first reason stays, but for a signal, which outranks the others.
    package func stop(_ reason: Reason) {
        let waiting = state.withLock { state in
            if case .signal? = state.reason { return [CheckedContinuation<Void, Never>]() }
            if case .signal = reason { state.reason = reason }
            state.reason = state.reason ?? reason
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when a reason is given, or at once when the task is cancelled.
    package func stopped() async -> Reason? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.reason != nil || state.isOver { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.isOver = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
        return reason
    }
}
