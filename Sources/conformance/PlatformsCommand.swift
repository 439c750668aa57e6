import ArgumentParser
import PythonPackaging

/// `platforms.tsv`: platforms and the tags they take.
struct PlatformsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platforms", abstract: "Platforms: the tags they take, best first.")
    static let given = ["target"]
    static let expected = ["platform_tags_in_order"]

    static func reading(of row: FactRow) -> [String] {
        guard let tags = PlatformTags.parse(row["target"]) else { return ["invalid"] }
        return [tags.joined(separator: " ")]
    }
}
