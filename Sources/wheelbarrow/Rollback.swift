import ArgumentParser
import Jobs
import Primitives
import Reporting

/// `wheelbarrow rollback MIRROR [N]`: an earlier generation goes live at once.
struct Rollback: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Make an earlier generation live again, at once.",
        discussion: "Example: wheelbarrow rollback mirror 41 --hold")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @Argument(help: "The generation's number; left out: the one before the live one.")
    var number: Int?
    @Flag(help: "Syncs do not publish until the hold is released.")
    var hold = false
    @Flag(help: "Release the hold: the next sync publishes again.")
    var release = false
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if release, hold || number != nil {
            throw ValidationError("--release goes with neither a number nor --hold")
        }
    }

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let layout = reference.layout
        let change =
            release
            ? try await Housekeeping.release(layout, surroundings)
            : try await Housekeeping.rollback(layout, to: number, hold: hold, surroundings)
        var message = sentence(change)
        if let trouble = change.trouble {
            message = "generation \(change.generation) is live, but \(trouble.message)"
        }
        let document = VerbDocument(
            verb: Self.name, exitCode: change.trouble?.exitCode ?? .ok, message: message,
            hints: change.trouble?.hints ?? [],
            members: [
                "generation": .count(change.generation), "previous": .optional(change.previous),
            ])
        if change.trouble == nil { return Answer(document: document, lines: [message]) }
        return Answer(document: document, complaint: ["error: \(message)"])
    }

    private func sentence(_ change: Housekeeping.Switch) -> String {
        if release {
            return change.wasHeld
                ? "the hold is released; the next sync publishes again"
                : "nothing was on hold: syncs publish as ever"
        }
        let after =
            change.isHeld
            ? "syncs do not publish until: wheelbarrow rollback \(ShellWord(mirror)) --release"
            : "the next sync publishes again, from the newest number on"
        return "generation \(change.generation) is live; \(after)"
    }
}
