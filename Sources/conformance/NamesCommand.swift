import ArgumentParser
import PythonPackaging

/// `names.tsv`: project names and their normal form.
struct NamesCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names", abstract: "Project names: normal form, and whether valid.")
    static let given = ["raw"]
    static let expected = ["normalised", "valid_name"]

    static func reading(of row: FactRow) -> [String] {
        let name = row["raw"]
        return [ProjectName.normalize(name), ProjectName.isValid(name) ? "valid" : "invalid"]
    }
}
