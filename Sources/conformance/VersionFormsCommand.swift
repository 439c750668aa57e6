import ArgumentParser
import PythonPackaging

/// `version_forms.tsv`: spellings of versions, their normal form and their parts.
struct VersionFormsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version-forms", abstract: "Spellings of versions: normal form and parts.")
    static let given = ["raw"]
    static let expected = [
        "status", "normalised", "canonical_stripped", "epoch", "release", "pre", "post", "dev",
        "local", "is_prerelease", "is_postrelease",
    ]

    static func reading(of row: FactRow) -> [String] {
        guard let version = Version(row["raw"]) else {
            return ["invalid"] + Array(repeating: "", count: expected.count - 1)
        }
        return [
            "valid", version.description, version.canonicalStripped, version.epoch.description,
            version.release.map(\.description).joined(separator: "."),
            version.pre?.description ?? "", version.post?.description ?? "",
            version.dev?.description ?? "", version.localText ?? "",
            String(version.isPrerelease), String(version.isPostrelease),
        ]
    }
}
