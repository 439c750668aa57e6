import ArgumentParser
import PythonPackaging

/// `sdists.tsv`: file names of source distributions, taken apart or refused.
struct SdistsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sdists",
        abstract: "File names of source distributions: name and version, or why not.")
    static let given = ["filename"]
    static let expected = ["status", "name", "version_or_reason"]

    static func reading(of row: FactRow) -> [String] {
        do {
            let sdist = try SdistFilename(parsing: row["filename"])
            return ["valid", sdist.name.normalized, sdist.version.description]
        } catch {
            return ["invalid", "", "Invalid sdist filename" + reason(error.code)]
        }
    }

    /// In the words of the table.
    private static func reason(_ code: InvalidFilename.Code) -> String {
        switch code {
        case .unknownExtension: " (extension must be '.tar.gz' or '.zip')"
        case .emptyProjectName: " (empty project name)"
        case .invalidVersion: " (invalid version)"
        default: ""
        }
    }
}
