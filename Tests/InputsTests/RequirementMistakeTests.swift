import Testing

@testable import Inputs

/// What is wrong with a requirement file is told as `Tests/RequirementMistakes` has it.
struct RequirementMistakeTests {
    private static let folder = MistakeFolder("RequirementMistakes", ".txt") { content in
        RequirementScene(files: ["requirements.txt": content]).problems
    }

    @Test func thereAreCases() {
        #expect(Self.folder.files.count > 20)
    }

    @Test(arguments: folder.files)
    func isToldWordForWord(name: String) throws {
        try Self.folder.expectToldWordForWord(name)
    }
}
