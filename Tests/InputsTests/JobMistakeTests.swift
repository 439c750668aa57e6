import Testing

@testable import Inputs

/// What is wrong with a job file is told as `Tests/JobMistakes` has it.
struct JobMistakeTests {
    private static let folder = MistakeFolder("JobMistakes", ".toml") { content in
        JobText.problems(content)
    }

    @Test func thereAreCases() {
        #expect(Self.folder.files.count > 30)
    }

    @Test(arguments: folder.files)
    func isToldWordForWord(name: String) throws {
        try Self.folder.expectToldWordForWord(name)
    }
}
