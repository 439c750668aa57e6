import Testing

@testable import Inputs

/// What is wrong with a lock file is told as `Tests/LockMistakes` has it.
struct LockMistakeTests {
    private static let folder = MistakeFolder("LockMistakes", ".toml") { content in
        LockScene.problems(content)
    }

    @Test func thereAreCases() {
        #expect(Self.folder.files.count > 15)
    }

    @Test(arguments: folder.files)
    func isToldWordForWord(name: String) throws {
        try Self.folder.expectToldWordForWord(name)
    }
}
