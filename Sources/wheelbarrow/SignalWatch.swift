import CPOSIX
import Dispatch
import Glibc
import Jobs
import Synchronization

/// Turns SIGHUP, SIGINT and SIGTERM into a stop of the run; a second one ends the process at once.
///
/// What the process was started to ignore, as by nohup(1), it goes on to ignore.
final class SignalWatch {
    private let receiver: Receiver
    private var sources: [any DispatchSourceSignal] = []

    // Asked before any of them is ignored here, too.
    private static let numbers = [SIGHUP, SIGINT, SIGTERM].filter { !is_signal_ignored($0) }

    init(_ stop: StopSignal) {
        let receiver = Receiver(stop)
        self.receiver = receiver
        let queue = DispatchQueue(label: "signals")
        for number in Self.numbers {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { receiver.receive(number) }
            source.activate()
            sources.append(source)
        }
    }

    /// The signal that asked the run to end, if one did.
    var received: Int32? { receiver.received }

    /// - Parameter body: runs when the first signal comes.
    func whenStopped(_ body: @escaping @Sendable () -> Void) {
        receiver.action.withLock { $0 = body }
    }

    func end() { for source in sources { source.cancel() } }
}

/// What happens when a signal comes.
private final class Receiver: Sendable {
    private let stop: StopSignal
    let action = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ stop: StopSignal) { self.stop = stop }

    var received: Int32? {
        if case .signal(let number)? = stop.reason { number } else { nil }
    }

    func receive(_ number: Int32) {
        if received != nil { die_of_signal(number) }
        stop.stop(.signal(number))
        action.withLock { $0 }?()
    }
}
