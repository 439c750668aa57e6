internal import Inputs
internal import MirrorStore
internal import Primitives
internal import Reporting

/// Takes the mirror's lock, as `--if-locked` says.
struct LockTaking {
    let layout: MirrorLayout
    let wait: LockWait
    /// A holder that is older than this is told of, whatever `--if-locked` says.
    let overrunAfter: Duration
    let surroundings: Surroundings
    let board: ProgressBoard
    let stop: StopSignal

    enum Outcome {
        case taken(MirrorLock)
        case held(Refusal, speaks: Bool)
    }

    private static let pause = Duration.milliseconds(200)

    /// - Throws: `StoreError` but for a held lock.
    func take() async throws -> Outcome {
        let start = ContinuousClock.now
        while true {
            do throws(StoreError) {
                return .taken(
                    try MirrorLock.acquire(
                        layout, command: surroundings.command, now: surroundings.now()))
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
