import PythonPackaging
import Testing

@testable import Inputs

struct TargetFileReaderTests {
    private static let tables = """
        [[target]]
        name = "ci312"
        python = "3.12"
        platform = "linux-x86_64"
        [[target]]
        python = "3.13t"
        platform = "win_amd64"

        """

    @Test func readsTargetsAlone() throws {
        let targets = try TargetFileReader.read(
            bytes: Array(Self.tables.utf8), path: "targets.toml")
        #expect(targets.map(\.name) == ["ci312", "cp313t-win_amd64"])
        #expect(try TargetFileReader.read(bytes: [], path: "targets.toml").isEmpty)
    }

    @Test func passesOverTheRestOfAJob() throws {
        let text = "mirror = 3\nnonsense = true\n[select]\nx = 1\n" + Self.tables
        #expect(
            try TargetFileReader.read(bytes: Array(text.utf8), path: "wheelbarrow.toml").count == 2)
    }

    @Test func tellsWhatIsWrong() {
        let error = #expect(throws: InvalidInput.self) {
            try TargetFileReader.read(
                bytes: Array((Self.tables + "[[target]]\nname = \"ci312\"\npython = \"3\"\n").utf8),
                path: "targets.toml")
        }
        #expect(error?.problems.map(\.line) == [8])
        let broken = #expect(throws: InvalidInput.self) {
            try TargetFileReader.read(bytes: Array("[[target]\n".utf8), path: "targets.toml")
        }
        #expect(broken?.problems.first?.line == 1)
    }
}
