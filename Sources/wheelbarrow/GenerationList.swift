import ArgumentParser
import Jobs
import MirrorStore
import Primitives
import Reporting

/// `wheelbarrow generations MIRROR`: what was published and when.
struct GenerationList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "generations", abstract: "List what was published and when.",
        discussion: "Example: wheelbarrow generations mirror")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let reference = try MirrorReference(mirror, .current)
        try reference.requireMirror()
        let catalog = try MirrorSession.read(reference.layout)
        let live = try Generations(layout: reference.layout, disk: SystemDisk()).live()
        let held = try catalog.heldGeneration()
        let records = try catalog.generations()
        return Answer(
            document: VerbDocument(
                verb: Self.name,
                members: ["generations": .array(records.map { json($0, live, held) })]),
            lines: Table.lines(records.map { row($0, live, held) }))
    }

    private func json(_ record: GenerationRecord, _ live: Int?, _ held: Int?) -> JSONValue {
        .members([
            "number": .count(record.number), "published_at": .optional(record.publishedAt),
            "live": .bool(record.number == live), "held": .bool(record.number == held),
            "projects": .count(record.projects), "files": .count(record.files),
            "bytes": .integer(record.bytes),
        ])
    }

    private func row(_ record: GenerationRecord, _ live: Int?, _ held: Int?) -> [String] {
        let marks = [record.number == live ? "live" : nil, record.number == held ? "held" : nil]
        return [
            "\(record.number)", record.publishedAt?.description ?? "",
            "\(record.projects) projects", "\(record.files) files", "\(ByteCount(record.bytes))",
            marks.compactMap(\.self).joined(separator: ", "),
        ]
    }
}
