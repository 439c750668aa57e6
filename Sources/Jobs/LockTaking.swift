internal import Inputs
package import MirrorStore
internal import Primitives
internal import Reporting

/// Takes the mirror's lock, as `--if-locked` says.
package struct LockTaking {
    /// The lock's file.
    private let path: String
    private let wait: LockWait
    private let overrunAfter: Duration
    private let surroundings: Surroundings
    private let board: ProgressBoard
    private let stop: StopSignal

    init(
        layout: MirrorLayout, wait: LockWait, overrunAfter: Duration, surroundings: Surroundings,
        board: ProgressBoard, stop: StopSignal
    ) {
        self.init(
            path: layout.lock, wait: wait, overrunAfter: overrunAfter, surroundings: surroundings,
            board: board, stop: stop)
    }

    /// - Parameters:
    ///   - path: of the lock's file, absolute.
    ///   - overrunAfter: a holder that is older than this is told of, whatever `--if-locked` says.
    package init(
        path: String, wait: LockWait, overrunAfter: Duration, surroundings: Surroundings,
        board: ProgressBoard, stop: StopSignal
    ) {
        self.path = path
        self.wait = wait
        self.overrunAfter = overrunAfter
        self.surroundings = surroundings
        self.board = board
        self.stop = stop
    }

    package enum Outcome {
        case taken(MirrorLock)
        case held(Refusal, speaks: Bool)
    }

    private static let pause = Duration.milliseconds(200)

    /// - Throws: `StoreError` but for a held lock.
    package func take() async throws -> Outcome {
        let start = ContinuousClock.now
        while true {
            do throws(StoreError) {
                return .taken(
                    try MirrorLock.acquire(
                        path, command: surroundings.command, now: surroundings.now()))
            } catch {
                guard case .lockHeld(let holder) = error.code else { throw error }
                if !mayWait(since: start) { return held(by: holder, error) }
            }
            board.begin(.waiting)
            // A signal ends the wait; so does the end of the pause.
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func mayWait(since start: ContinuousClock.Instant) -> Bool {
        guard case .wait(let limit) = wait, stop.reason == nil else { return false }
        return limit.map { ContinuousClock.now - start < $0 } ?? true
    }

    private func held(by holder: LockHolder?, _ error: StoreError) -> Outcome {
        let age = holder.map { surroundings.now() - $0.start } ?? .zero
        let isOverrun = age > overrunAfter
        let refusal = Refusal(
            .tempfail, "\(error)",
            hints: isOverrun
                ? [
                    "it has been running since \(holder?.start.description ?? "long ago"); is it stuck?"
                ]
                : ["run again later, or with --if-locked wait"])
        return .held(refusal, speaks: wait != .skip || isOverrun)
    }
}
