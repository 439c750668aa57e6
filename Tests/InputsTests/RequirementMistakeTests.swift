import Foundation
import TestSupport
import Testing

@testable import Inputs

/// One file in `Tests/RequirementMistakes` for each mistake in a requirement file. Its `#!` lines
/// are the messages, word for word; to add a case is to add a file.
struct RequirementMistakeTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "RequirementMistakes")

    private static var names: [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }

    @Test func thereAreCases() {
        #expect(Self.names.count > 20)
    }

    @Test(arguments: names)
    func isToldWordForWord(name: String) throws {
        let file = Self.folder.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let content = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("#! ") }.joined(separator: "\n")
        let told = RequirementScene(files: ["requirements.txt": content]).problems
        #expect(!told.isEmpty)
        try Golden.expect(
            content + told.map { "#! \($0)\n" }.joined(),
            matches: "../RequirementMistakes/\(name)")
    }
}
