import ArgumentParser
import Jobs
import Reporting

/// `wheelbarrow trust probe URL…`: how single hosts prove who they are.
struct TrustProbeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Ask hosts for their certificates and explain what becomes of them.",
        discussion: "Example: wheelbarrow trust probe https://index.example/simple/")

    static var name: String { "trust probe" }

    @Argument(help: "https addresses; a bare host or host:port will do.")
    var url: [String]
    @Flag(help: "Go on where a chain fails, to see what comes after; nothing is fetched or kept.")
    var insecure = false
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let probe = try await TrustProbe.run(
            url, caFile: trust.caFile, insecure: insecure, surroundings: .current)
        let failed = probe.hosts.first { $0.exitCode != .ok }
        return Answer(
            document: VerbDocument(
                verb: Self.name, exitCode: probe.exitCode,
                message: failed.map { "\($0.url): \($0.problem ?? "failed")" },
                hints: failed?.remedies ?? [],
                members: [
                    "hosts": .array(probe.hosts.map(\.json)), "notices": .strings(probe.notices),
                ]),
            lines: probe.notices.map { "notice: \($0)" } + probe.hosts.flatMap(\.lines))
    }
}
