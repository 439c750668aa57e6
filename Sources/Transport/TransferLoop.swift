internal import Glibc
internal import Synchronization

/// The one thread that touches libcurl. As a serial executor it runs the jobs of the client that
/// owns it; between jobs it lets libcurl work.
@safe final class TransferLoop: SerialExecutor, @unchecked Sendable {
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var cancelled: [Transfer] = []
        var isStopped = false
        /// Whether a new letter has to wake the thread.
        var isAsleep = false

        var isEmpty: Bool { jobs.isEmpty && cancelled.isEmpty && !isStopped }
    }

    private let inbox = Mutex(Inbox())
    private let bell = Bell()

    /// For jobs of this executor only.
    let traffic: Traffic
    private let multi: MultiHandle

    init(limits: Limits, userAgent: String, localMinute: @escaping @Sendable () -> Int) {
        multi = MultiHandle(limits: limits)
        traffic = Traffic(
            limits: limits, multi: multi, userAgent: userAgent, localMinute: localMinute)
    }

    func start() {
        TransferThreads.joinEnded()
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, context)
        precondition(code == 0, "no thread left for transfers")
        TransferThreads.note(thread, of: self)
    }

    /// Ends the thread; what still runs or waits is given up.
    func stop() { post { $0.isStopped = true } }

    func cancel(_ transfer: Transfer) { post { $0.cancelled.append(transfer) } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        post { $0.jobs.append(job) }
    }

    private func post(_ write: (inout sending Inbox) -> Void) {
        let mustRing = inbox.withLock { inbox in
            write(&inbox)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustRing { bell.ring() }
    }

    private func run() {
        blockSignals()
        while true {
            let mail = inbox.withLock { inbox in
                defer { inbox = Inbox() }
                return inbox
            }
            for job in mail.jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
            for transfer in mail.cancelled { traffic.cancel(transfer) }
            if mail.isStopped { break }
            rest(traffic.turn(at: .now))
        }
        traffic.dismantle()
        multi.close()
        TransferThreads.noteEnd(of: self)
    }

    /// Signals are the main thread's; libcurl's resolver threads inherit this.
    private func blockSignals() {
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    private func rest(_ rest: Traffic.Rest) {
        let isQuiet = inbox.withLock { inbox in
            inbox.isAsleep = inbox.isEmpty
            return inbox.isAsleep
        }
        guard isQuiet else { return }
        switch rest {
        case .network(let longest):
            multi.wait(
                alsoFor: bell.descriptor, milliseconds: CInt(longest.wholeMilliseconds))
        case .idle(let longest): bell.wait(milliseconds: CInt(longest.wholeMilliseconds))
        }
        bell.silence()
    }
}
