import ArgumentParser

/// Holds the parsers against tables of facts and against pages with known readings.
@main
struct Conformance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Hold the parsers against tables of facts.",
        discussion: """
            Each table is read on standard input. Rows that differ are printed with what was \
            expected and what came; the last line counts. Exit status 1 if any row differs.
            """,
        subcommands: [
            NamesCommand.self, WheelsCommand.self, SdistsCommand.self, VersionsCommand.self,
            VersionFormsCommand.self, SpecifiersCommand.self, SpecifierFilterCommand.self,
            MarkersCommand.self, RequirementsCommand.self, PlatformsCommand.self,
            SupportedTagsCommand.self, PageCommand.self,
        ])
}
