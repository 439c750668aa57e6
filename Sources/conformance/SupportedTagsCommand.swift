import ArgumentParser
import PythonPackaging

/// `supported_tags.tsv`: interpreters and the tags they take.
struct SupportedTagsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supported-tags", abstract: "Interpreters: the tags they take, best first.")
    static let given = ["interpreter", "abi", "platforms"]
    static let expected = ["count", "tags_in_order"]

    static func reading(of row: FactRow) -> [String] {
        let words = row["interpreter"].split(separator: " ")
        let numbers = words.dropFirst().first?.split(separator: ".").compactMap { Int($0) } ?? []
        guard numbers.count == 2 else { return ["invalid", ""] }
        let (major, minor) = (numbers[0], numbers[1])
        let platforms = row["platforms"].split(separator: " ").map(String.init)
        let tags =
            switch words[0] {
            case "cpython":
                SupportedTags.cpython(
                    major: major, minor: minor, abi: row["abi"], platforms: platforms)
            default:
                SupportedTags.generic(
                    "\(prefix(of: words[0]))\(major)\(minor)", major: major, minor: minor,
                    abis: [row["abi"]], platforms: platforms)
            }
        return [String(tags.count), tags.map(\.description).joined(separator: " ")]
    }

    private static func prefix(of implementation: Substring) -> String {
        switch implementation {
        case "pypy": "pp"
        case "ironpython": "ip"
        case "jython": "jy"
        default: String(implementation)
        }
    }
}
