import ArgumentParser
import PythonPackaging

/// `versions.tsv`: pairs of versions and their order.
struct VersionsCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "Pairs of versions: which is the later.")
    static let given = ["a", "b"]
    static let expected = ["order"]

    static func reading(of row: FactRow) -> [String] {
        guard let left = Version(row["a"]), let right = Version(row["b"]) else {
            return ["invalid"]
        }
        if left == right { return [left.hashValue == right.hashValue ? "=" : "unequal hashes"] }
        return [left < right ? "<" : ">"]
    }
}
