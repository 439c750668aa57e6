internal import Glibc
internal import Synchronization

/// The threads of all loops.
///
/// exit(3) takes OpenSSL apart, so none of them may be inside it or libcurl by then: each is joined,
/// with what it does at its very end.
enum TransferThreads {
    fileprivate struct State {
        var running: [ObjectIdentifier: (loop: TransferLoop, thread: pthread_t)] = [:]
        /// Through with their loop; joining them takes no time.
        var ended: [pthread_t] = []
    }

    private static let state = Mutex(State())

    static func note(_ thread: pthread_t, of loop: TransferLoop) {
        state.withLock { $0.running[ObjectIdentifier(loop)] = (loop, thread) }
    }

    /// To be called by the loop's thread, last.
    static func noteEnd(of loop: TransferLoop) {
        state.withLock { state in
            guard let entry = state.running.removeValue(forKey: ObjectIdentifier(loop)) else {
                return
            }
            state.ended.append(entry.thread)
        }
    }

    static func joinEnded() { join(state.withLock { $0.takeEnded() }) }

    /// Stops every loop and waits for its thread.
    static func endAll() {
        let (running, ended) = state.withLock { state in
            defer { state.running = [:] }
            return (Array(state.running.values), state.takeEnded())
        }
        for entry in running { entry.loop.stop() }
        join(running.map(\.thread) + ended)
    }

    private static func join(_ threads: [pthread_t]) {
        for thread in threads { pthread_join(thread, nil) }
    }
}

extension TransferThreads.State {
    fileprivate mutating func takeEnded() -> [pthread_t] {
        defer { ended = [] }
        return ended
    }
}
