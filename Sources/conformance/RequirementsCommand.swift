import ArgumentParser
import PythonPackaging

/// `requirements.tsv`: dependency specifiers, taken apart or refused.
struct RequirementsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requirements", abstract: "Dependency specifiers: their parts.")
    static let given = ["requirement"]
    static let expected = ["status", "name", "extras", "specifier", "url", "marker"]

    static func reading(of row: FactRow) -> [String] {
        guard let requirement = try? Requirement(parsing: row["requirement"]) else {
            return ["invalid", "", "", "", "", ""]
        }
        // The table keeps two spellings of one extra apart.
        let extras = requirement.spelledExtras.map(ProjectName.normalize).sorted()
        return [
            "valid", requirement.name.normalized, extras.joined(separator: ","),
            requirement.specifiers.description, requirement.url ?? "",
            requirement.marker?.description ?? "",
        ]
    }
}
