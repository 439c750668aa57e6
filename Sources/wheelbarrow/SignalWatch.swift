import CPOSIX
import Dispatch
import Glibc
import Jobs
import Reporting
import Synchronization

/// Turns SIGHUP, SIGINT and SIGTERM into a stop of the run; a second one ends the process at once, and
/// so does the first while no run heeds it.
///
/// What the process was started to ignore, as by nohup(1), it goes on to ignore.
final class SignalWatch {
    private let receiver: Receiver
    private let queue = DispatchQueue(label: "signals")
    private var sources: [any DispatchSourceSignal] = []

    private static let numbers = [SIGHUP, SIGINT, SIGTERM].filter { !is_signal_ignored($0) }

    init(_ stop: StopSignal, for verb: some Verb) {
        let receiver = Receiver(stop, verb: type(of: verb).name, json: verb.output.json)
        self.receiver = receiver
        let registrations = DispatchGroup()
        for number in Self.numbers {
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { receiver.receive(number) }
            registrations.enter()
            source.setRegistrationHandler { registrations.leave() }
            source.activate()
            sources.append(source)
        }
        // Before that a signal ends the process, as nothing is begun yet; none is ever lost.
        registrations.wait()
    }

    /// The signal that asked the run to end, if one did.
    var received: Int32? { receiver.received }

    /// - Parameter body: runs when the first signal comes.
    func whenStopped(_ body: @escaping @Sendable () -> Void) {
        receiver.action.withLock { $0 = body }
    }

    /// Whatever comes from here on, the answer is the verb's.
    func end() {
        for source in sources { source.cancel() }
        // One that is being answered is answered to the end.
        queue.sync {}
    }
}

/// What happens when a signal comes.
private final class Receiver: Sendable {
    private let stop: StopSignal
    private let verb: String
    private let json: Bool
    let action = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ stop: StopSignal, verb: String, json: Bool) {
        self.stop = stop
        self.verb = verb
        self.json = json
    }

    var received: Int32? {
        if case .signal(let number)? = stop.reason { number } else { nil }
    }

    func receive(_ number: Int32) {
        if received != nil { die_of_signal(number) }
        guard stop.isHeeded else {
            var answer = Answer.refusal(
                verb: verb, .tempfail, "signal \(number) ended it before all input was read", [])
            answer.signal = number
            Console.finish(answer, json: json)
        }
        stop.stop(.signal(number))
        action.withLock { $0 }?()
    }
}
