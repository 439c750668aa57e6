import Dispatch
import Synchronization

/// Lines on their way to standard output or error: whoever reads them slowly, or not at all, keeps
/// nobody waiting. Lines that would pile up are lost, and counted.
final class LineQueue: Sendable {
    private struct State {
        var waiting = 0
        /// Since the last line that was taken.
        var lost = 0
    }

    private static let most = 10_000

    private let queue = DispatchQueue(label: "lines")
    private let state = Mutex(State())
    private let tellLoss: @Sendable (Int) -> Void

    /// - Parameter tellLoss: writes how many lines were lost, in their place.
    init(tellLoss: @escaping @Sendable (Int) -> Void) { self.tellLoss = tellLoss }

    /// - Parameter write: writes one line, on a thread of its own.
    func add(_ write: @escaping @Sendable () -> Void) {
        let lost: Int? = state.withLock { state in
            guard state.waiting < Self.most else {
                state.lost += 1
                return nil
            }
            defer { state.lost = 0 }
            state.waiting += 1
            return state.lost
        }
        guard let lost else { return }
        queue.async { [self] in
            if lost > 0 { tellLoss(lost) }
            write()
            state.withLock { $0.waiting -= 1 }
        }
    }

    /// Returns when all is written, or nobody has read it for a second.
    func finish() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { [self] in
            let lost = state.withLock { $0.lost }
            if lost > 0 { tellLoss(lost) }
            isDone.signal()
        }
        _ = isDone.wait(timeout: .now() + .seconds(1))
    }
}
