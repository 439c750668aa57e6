import ArgumentParser
import CPOSIX
import Jobs
import MirrorStore
import Primitives
import Reporting
import Serving

/// `wheelbarrow serve MIRROR`: a small read-only HTTP server.
struct Serve: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Serve a mirror over HTTP, read-only, for hosts that have nothing else.",
        discussion: "Example: wheelbarrow serve mirror --port 8080 --log")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @Option(help: "The port; 0 takes any that is free.")
    var port: UInt16 = 0
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The most clients at a time; further ones wait.")
    var connections = 1024
    @Flag(
        help: """
            Print a line for each answer: on standard error, or with --json as JSON on standard output; \
            queries and logins are left out.
            """)
    var log = false
    @OptionGroup var output: OutputOptions

    private static let grace = Duration.seconds(10)
    /// What the process has open beside clients and the files that they are sent.
    private static let ownDescriptors = 32

    func validate() throws {
        guard connections > 0 else { throw ValidationError("--connections is at least 1") }
    }

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let stop = StopSignal()
        stop.heed()
        let watch = SignalWatch(stop, for: self)
        defer { watch.end() }
        let lines = LineQueue { lost in
            Console.standardError(
                "warning: lines of the log lost, since nobody read them in time: \(lost)\n")
        }
        defer { lines.finish() }
        let layout = reference.layout
        var isAnnounced = false
        do {
            let server = try MirrorServer(
                publicDirectory: layout.publicDirectory, host: host, port: port,
                limits: limits, journal: journal(lines),
                wasPublished: {
                    (try? MirrorSession.read(layout).generations())?.isEmpty == false
                },
                now: surroundings.now)
            watch.whenStopped { server.stop(grace: Self.grace) }
            // It may have come before anybody waited for it.
            if watch.received != nil { server.stop(grace: .zero) }
            try await server.run { address in
                announce(address)
                isAnnounced = true
            }
        } catch {
            var answer = Answer.refusal(
                verb: Self.name, Self.exitCode(error), "\(error)", error.hints)
            answer.isTold = isAnnounced
            return answer
        }
        return Answer(
            document: VerbDocument(verb: Self.name), isTold: true, signal: watch.received)
    }

    private static func exitCode(_ error: ServingError) -> Reporting.ExitCode {
        switch error.code {
        case .notAMirror: .noinput
        case .unreadable: .cantcreat
        case .unusableHost: .usage
        case .foreignHost, .portTaken, .portForbidden, .socket: .unavailable
        }
    }

    /// Each client may be sent a file.
    private var limits: ServingLimits {
        let room = (Int(descriptor_limit()) - Self.ownDescriptors) / 2
        return ServingLimits(connections: max(1, min(connections, room)))
    }

    private func journal(_ lines: LineQueue) -> ServingJournal {
        let json = output.json
        let answered: @Sendable (AnswerRecord) -> Void = { record in
            lines.add {
                if json {
                    Console.offer(record.json.cut.compact + "\n")
                } else {
                    Console.standardError(record.line + "\n")
                }
            }
        }
        return ServingJournal(answered: log ? answered : nil) { failure in
            lines.add {
                Console.standardError("error: \(failure)".printable + "\n")
            }
        }
    }

    /// One line, as the log's are.
    private func announce(_ address: WebAddress) {
        let index = "\(address)simple/"
        let document = VerbDocument(verb: Self.name, members: ["url": .string(index)])
        Console.standardOutput((output.json ? document.json.compact : index) + "\n")
    }
}
