import Foundation
import TestSupport
import Testing

@testable import Inputs

/// One file in `Tests/LockMistakes` for each thing that can be wrong with a lock file. Its `#!`
/// lines are the messages, word for word; to add a case is to add a file.
struct LockMistakeTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "LockMistakes")

    private static var names: [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        return (files ?? []).filter { $0.hasSuffix(".toml") }.sorted()
    }

    @Test func thereAreCases() {
        #expect(Self.names.count > 15)
    }

    @Test(arguments: names)
    func isToldWordForWord(name: String) throws {
        let file = Self.folder.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let content = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("#! ") }.joined(separator: "\n")
        let told = LockScene.problems(content)
        #expect(!told.isEmpty)
        try Golden.expect(
            content + told.map { "#! \($0)\n" }.joined(), matches: "../LockMistakes/\(name)")
    }
}
