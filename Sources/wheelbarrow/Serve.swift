import ArgumentParser
import Jobs
import MirrorStore
import Primitives
import Reporting
import Serving

/// `wheelbarrow serve MIRROR`: a small read-only HTTP server.
struct Serve: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Serve a mirror over HTTP, read-only, for trying it out and for small networks.",
        discussion: "Example: wheelbarrow serve mirror --port 8080")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @Option(help: "The port; 0 takes any that is free.")
    var port: UInt16 = 0
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @OptionGroup var output: OutputOptions

    private static let grace = Duration.seconds(10)

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let stop = StopSignal()
        let watch = SignalWatch(stop)
        defer { watch.end() }
        do {
            let server = try MirrorServer(
                publicDirectory: reference.layout.publicDirectory, host: host, port: port,
                now: surroundings.now)
            watch.whenStopped { Task { await server.stop(grace: Self.grace) } }
            let json = output.json
            try await server.run { address in Self.announce(address, json: json) }
        } catch {
            throw Refusal(.unavailable, "\(error)")
        }
        return Answer(document: VerbDocument(verb: Self.name), signal: watch.received)
    }

    private static func announce(_ address: WebAddress, json: Bool) {
        let index = "\(address)simple/"
        if json {
            let document = VerbDocument(verb: name, members: ["url": .string(index)])
            Console.standardOutput(document.json.pretty)
        } else {
            Console.standardOutput("\(index)\n")
        }
    }
}
