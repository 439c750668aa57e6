import ArgumentParser
import Inputs
import Jobs
import Primitives
import Reporting

/// `wheelbarrow init [FILE]`: a commented job file to start from.
struct Initialize: Verb {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented starter job.",
        discussion: "Example: wheelbarrow init lab.toml")

    @Argument(help: "The file to write; an existing one is left alone.")
    var file = "wheelbarrow.toml"
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        try TextFile.create(file, StarterJob.text)
        return Answer(
            document: VerbDocument(
                verb: Self.name, message: "wrote \(file)", hints: nextSteps),
            lines: ["wrote \(file)"] + nextSteps.map { "next: \($0)" })
    }

    private var nextSteps: [String] {
        [
            "edit \(file), then run: wheelbarrow check \(ShellWord(file))",
            "wheelbarrow sync \(ShellWord(file)) --plan",
        ]
    }
}
