import Foundation
import TestSupport
import Testing

/// A folder with a file for each mistake that people make. A file's `#!` lines are the messages,
/// word for word; to add a case is to add a file.
struct MistakeFolder: Sendable {
    private let name: String
    private let ending: String
    /// What the reader says of a file's content.
    private let problems: @Sendable (String) throws -> [String]

    /// - Parameter name: of the folder in `Tests`.
    init(
        _ name: String, _ ending: String,
        _ problems: @escaping @Sendable (String) throws -> [String]
    ) {
        self.name = name
        self.ending = ending
        self.problems = problems
    }

    private var url: URL {
        URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: name)
    }

    var files: [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: url.path())
        return (files ?? []).filter { $0.hasSuffix(ending) }.sorted()
    }

    func expectToldWordForWord(_ file: String) throws {
        let text = try String(contentsOf: url.appending(path: file), encoding: .utf8)
        let content = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("#! ") }.joined(separator: "\n")
        let told = try problems(content)
        #expect(!told.isEmpty)
        try Golden.expect(
            content + told.map { "#! \($0)\n" }.joined(), matches: "../\(name)/\(file)")
    }
}
