import Dispatch
import Glibc
import Synchronization

/// A started child process: can be signalled, waited for, and read while it runs.
package final class RunningProgram: Sendable {
    package let pid: Int32
    private let program: Program
    private let child: Child
    private let streams: TemporaryDirectory

    init(_ program: Program) throws {
        self.program = program
        streams = try TemporaryDirectory()
        try streams.write(program.input, to: "input")
        pid = try program.spawn(
            input: streams["input"], output: streams["output"], error: streams["error"])
        child = Child(pid)
    }

    deinit { child.killGroup() }

    package var isRunning: Bool { child.status == nil }

    /// Does nothing once the process has ended; never reaches a stranger that got its pid.
    package func send(_ signal: Int32) { child.send(signal) }

    /// What it wrote so far.
    package var output: String { (try? streams.text("output")) ?? "" }
    package var errors: String { (try? streams.text("error")) ?? "" }

    package func wait(timeoutSeconds: Int = 120) async throws -> Outcome {
        let child = child
        let status = await withCheckedContinuation { continuation in
            child.whenEnded(orKilledAfter: timeoutSeconds) { continuation.resume(returning: $0) }
        }
        return try outcome(status, timeoutSeconds)
    }

    package func waitBlocking(timeoutSeconds: Int = 120) throws -> Outcome {
        let ended = DispatchSemaphore(value: 0)
        child.whenEnded(orKilledAfter: timeoutSeconds) { _ in ended.signal() }
        ended.wait()
        return try outcome(child.status, timeoutSeconds)
    }

    private func outcome(_ status: Outcome.Status?, _ timeoutSeconds: Int) throws -> Outcome {
        guard let status else {
            throw ProgramError(
                path: program.path,
                reason: "still ran after \(timeoutSeconds) s; it had said: \(output)\(errors)")
        }
        return Outcome(
            status: status, standardOutput: try streams.bytes("output"),
            standardError: try streams.bytes("error"))
    }
}

/// The process itself: one thread waits for its end and tells everybody who asked.
private final class Child: Sendable {
    /// What is known, guarded by one lock.
    private struct State {
        var status: Outcome.Status?
        var isOverdue = false
        var waiters: [@Sendable (Outcome.Status?) -> Void] = []
    }

    private let pid: pid_t
    private let state = Mutex(State())

    init(_ pid: pid_t) {
        self.pid = pid
        Leftovers.note { $0.groups.insert(pid) }
        startThread { self.watch() }
    }

    /// nil while it runs, and when it had to be killed for overrunning its bound.
    var status: Outcome.Status? { state.withLock { $0.isOverdue ? nil : $0.status } }

    func send(_ signal: Int32) {
        state.withLock { if $0.status == nil { kill(pid, signal) } }
    }

    /// Ends it with everything that it started.
    func killGroup() {
        state.withLock { if $0.status == nil { kill(-pid, SIGKILL) } }
    }

    func whenEnded(
        orKilledAfter seconds: Int, _ body: @escaping @Sendable (Outcome.Status?) -> Void
    ) {
        let isOver = state.withLock { state in
            if state.status == nil { state.waiters.append(body) }
            return state.status != nil
        }
        guard !isOver else { return body(status) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
            self?.killOverdue()
        }
    }

    private func killOverdue() {
        state.withLock { state in
            guard state.status == nil else { return }
            state.isOverdue = true
            kill(-pid, SIGKILL)
        }
    }

    private func watch() {
        // Waiting without reaping keeps the pid ours until the lock says that it is gone.
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0,
            errno == EINTR
        {}
        let waiters = state.withLock { state in
            var status: Int32 = 0
            Leftovers.note { $0.groups.remove(pid) }
            unsafe waitpid(pid, &status, 0)
            let signal = status & 0x7f
            state.status = signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
            defer { state.waiters = [] }
            return state.waiters
        }
        let status = self.status
        for waiter in waiters { waiter(status) }
    }
}

extension RunningProgram {
    /// Bytes of its memory at its highest so far (proc_pid_status(5)); 0 once it has ended.
    package var peakMemory: Int {
        let text = (try? FileTree.bytes("/proc/\(pid)/status")) ?? []
        let line = String(decoding: text, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split { !$0.isNumber }.first.flatMap { Int($0) }
        return (kilobytes ?? 0) << 10
    }
}
