import ArgumentParser

/// Holds the parsers against tables of facts.
@main
struct Conformance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Hold the parsers against tables of facts.")
}
