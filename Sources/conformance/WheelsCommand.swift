import ArgumentParser
import PythonPackaging

/// `wheels.tsv`: file names of wheels, taken apart or refused.
struct WheelsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wheels", abstract: "File names of wheels: their parts, or why not.")
    static let given = ["filename"]
    static let expected = [
        "status", "name", "version", "build_number", "build_suffix", "tags_or_reason",
    ]

    static func reading(of row: FactRow) -> [String] {
        do {
            let wheel = try WheelFilename(parsing: row["filename"])
            let tags = Set(wheel.tags).map(\.description).sorted()
            return [
                "valid", wheel.name.normalized, wheel.version.description,
                wheel.build?.number.description ?? "", wheel.build?.suffix ?? "",
                tags.joined(separator: " "),
            ]
        } catch {
            return ["invalid", "", "", "", "", reason(error.code)]
        }
    }

    /// In the words of the table.
    private static func reason(_ code: InvalidFilename.Code) -> String {
        switch code {
        case .unknownExtension: "Invalid wheel filename (extension must be '.whl')"
        case .wrongNumberOfParts: "Invalid wheel filename (wrong number of parts)"
        case .invalidProjectName, .emptyProjectName: "Invalid project name"
        case .invalidVersion: "Invalid wheel filename (invalid version)"
        case .invalidBuildTag: "Invalid build number"
        case .invalidTag: "Invalid wheel filename (invalid tag component)"
        }
    }
}
