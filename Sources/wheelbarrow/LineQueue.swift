import Dispatch
import Synchronization

/// Lines on their way to standard output or error: whoever reads them slowly, or not at all, keeps
/// nobody waiting. Lines that would pile up are lost.
final class LineQueue: Sendable {
    private static let most = 10_000

    private let queue = DispatchQueue(label: "lines")
    private let waiting = Mutex(0)

    /// - Parameter write: writes one line, on a thread of its own.
    func add(_ write: @escaping @Sendable () -> Void) {
        let isTaken = waiting.withLock { waiting in
            guard waiting < Self.most else { return false }
            waiting += 1
            return true
        }
        guard isTaken else { return }
        queue.async { [self] in
            write()
            waiting.withLock { $0 -= 1 }
        }
    }

    /// Returns when all is written, or nobody has read it for a second.
    func finish() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { isDone.signal() }
        _ = isDone.wait(timeout: .now() + .seconds(1))
    }
}
