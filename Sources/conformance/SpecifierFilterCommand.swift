import ArgumentParser
import PythonPackaging

/// `specifier_filter.tsv`: a specifier, candidates, and which of them are kept.
struct SpecifierFilterCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "specifier-filter",
        abstract: "Version specifiers: which of several candidates are kept.")
    static let given = ["specifier", "versions", "prereleases"]
    static let expected = ["kept"]

    static func reading(of row: FactRow) -> [String] {
        guard let specifiers = try? SpecifierSet(parsing: row["specifier"]) else {
            return ["invalid"]
        }
        let candidates = row["versions"].split(separator: " ").map(String.init)
        let kept = specifiers.filter(
            versionTexts: candidates, prereleases: Bool(row["prereleases"]))
        return [kept.isEmpty ? "-" : kept.joined(separator: " ")]
    }
}
