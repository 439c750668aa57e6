import Synchronization

/// Counts the answers that are on their way, so that a stop waits for them and no longer.
final class OpenAnswers: Sendable {
    /// One answer on its way; it has arrived when nothing refers to this any more.
    final class Answer: Sendable {
        private let answers: OpenAnswers

        fileprivate init(_ answers: OpenAnswers) { self.answers = answers }

        deinit { answers.change { $0.open -= 1 } }
    }

    private struct State {
        var open = 0
        var isDraining = false
    }

    private let state = Mutex(State())
    private let (drained, whenDrained) = AsyncStream.makeStream(of: Void.self)

    func begin() -> Answer {
        change { $0.open += 1 }
        return Answer(self)
    }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// From now on, having no answer on its way is the end.
    func drain() { change { $0.isDraining = true } }

    /// Returns when the end has come, or the task is cancelled.
    func waitUntilDrained() async { for await _ in drained {} }

    private func change(_ body: (inout State) -> Void) {
        let isDrained = state.withLock { state in
            body(&state)
            return state.isDraining && state.open == 0
        }
        if isDrained { whenDrained.finish() }
    }
}
