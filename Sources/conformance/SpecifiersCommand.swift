import ArgumentParser
import PythonPackaging

/// `specifiers.tsv`: a specifier, one version, and whether it fits.
struct SpecifiersCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "specifiers", abstract: "Version specifiers: whether one version fits.")
    static let given = ["specifier", "version", "prereleases"]
    static let expected = ["result"]

    static func reading(of row: FactRow) -> [String] {
        guard let specifiers = try? SpecifierSet(parsing: row["specifier"]) else {
            return ["invalid"]
        }
        let fits = specifiers.contains(
            versionText: row["version"], prereleases: Bool(row["prereleases"]))
        return [String(fits)]
    }
}
