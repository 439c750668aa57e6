import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

struct RequirementFileReaderTests {
    private static let hex = String(repeating: "0a", count: 32)

    /// Name, specifiers and marker of each requirement, with its line.
    private func lines(_ text: String, environment: [String: String] = [:]) throws -> [String] {
        try RequirementScene(text, environment: environment).read().requirements
            .map { "\($0.source.line) \($0.requirement)" }
    }

    @Test func readsRequirements() throws {
        let read = try lines(
            """
            # comment
            Six == 1.16.0   # why
              requests[Socks,security]>=2,<3 ; python_version > "3.8"

            idna
            """)
        #expect(
            read == [
                "2 six==1.16.0", "3 requests[security,socks]<3,>=2; python_version > \"3.8\"",
                "5 idna",
            ])
    }

    @Test func joinsContinuedLines() throws {
        let read = try lines(
            "six\\\n==1.0\n\nidna \\\\\n  ; os_name == 'nt'\nrich\\\n\nx\\")
        #expect(read == ["1 six==1.0", "4 idna; os_name == \"nt\"", "6 rich", "8 x"])
    }

    @Test func aCommentEndsAContinuedLine() throws {
        let file = try RequirementScene("six==1.0 \\\n  # via acme\nidna==3.6\n").read()
        #expect(file.requirements.map(\.source.line) == [1, 3])
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{C}"])
    func endsLinesAsPipDoes(end: String) throws {
        #expect(try lines("six==1.0\(end)idna\(end)") == ["1 six==1.0", "2 idna"])
    }

    @Test func fillsInVariablesThatAreSet() throws {
        let read = try lines(
            "six==${SIX}\nidna ; os_name == '${NOT_SET}'\nrich ; os_name == '${EMPTY}$SIX${six}'",
            environment: ["SIX": "1.16", "EMPTY": "", "six": "no"])
        #expect(
            read == [
                "1 six==1.16", "2 idna; os_name == \"${NOT_SET}\"",
                "3 rich; os_name == \"${EMPTY}$SIX${six}\"",
            ])
    }

    @Test func readsHashes() throws {
        let file = try RequirementScene(
            """
            six==1.0 --hash=sha256:\(Self.hex) \\
                --hash sha384:\(Self.hex)\(Self.hex.prefix(32)) --config-settings "a=b c"
            idna===1-x --hash='sha256:\(Self.hex.uppercased())'
            """
        ).read()
        #expect(file.requiresHashes)
        #expect(file.requirements[0].hashes.map(\.algorithm) == [.sha256, .sha384])
        #expect(file.requirements[1].hashes.map(\.hex) == [Self.hex])
        #expect(file.requirements.map(\.isPinned) == [true, true])
        #expect(file.requirements.map { $0.pin?.description } == ["1.0", nil])
        #expect(file.warnings == [])
    }

    @Test func hashesMayComeFromAConstraint() throws {
        let scene = RequirementScene(files: [
            "requirements.txt": "-c pins.txt\nsix\nidna==1.0 --hash=sha256:\(Self.hex)\n",
            "pins.txt": "six==1.0 --hash=sha256:\(Self.hex)\nrich==1.0\n",
        ])
        let file = try scene.read()
        #expect(file.requiresHashes)
        #expect(file.constraints.map(\.requirement.name.normalized) == ["six", "rich"])
    }

    @Test func hashesNeedNotBeEverywhereIfTheFileSaysSo() throws {
        let file = try RequirementScene(
            "--no-require-hashes\nsix==1.0 --hash=sha256:\(Self.hex)\nidna\n"
        ).read()
        #expect(!file.requiresHashes)
        #expect(file.requirements[0].hashes.count == 1)
    }

    @Test func setsOptionsAsideWithAWord() throws {
        let file = try RequirementScene(
            """
            -i https://ada:secret@index.example/simple
            --extra-index-url=https://other.example/simple --trusted-host other.example
            --no-index
            --pre
            --only-binary :all:
            --use-feature fast-deps
            six==1.0 --no-index
            --prefer-bin stray
            """
        ).read()
        try Golden.expect(
            file.warnings.map { "\($0)\n" }.joined(),
            matches: "../RequirementMistakes/set-aside.golden")
        #expect(!"\(file.warnings)".contains("secret"))
    }

    // MARK: Files that name files

    @Test func readsNestedFiles() throws {
        let scene = RequirementScene(files: [
            "reqs/dev.txt":
                "-r ../base.txt\n-cpins/all.txt\n--requirement=file:///etc/more%20reqs.txt\ndev\n",
            "base.txt": "base\n-r reqs/./deep.txt\n",
            "reqs/deep.txt": "deep\n",
            "reqs/pins/all.txt": "dev==1.0\n-r more.txt\n",
            "reqs/pins/more.txt": "base==2.0\n",
            "/etc/more reqs.txt": "more\n-r /etc/abs.txt\n",
            "/etc/abs.txt": "abs\n",
        ])
        let file = try scene.read("reqs/dev.txt")
        #expect(
            file.requirements.map { "\($0.source) \($0.requirement)" } == [
                "reqs/dev.txt:4 dev", "base.txt:1 base", "reqs/deep.txt:1 deep",
                "/etc/more reqs.txt:1 more", "/etc/abs.txt:1 abs",
            ])
        #expect(
            file.constraints.map { "\($0.source) \($0.requirement)" } == [
                "reqs/pins/all.txt:1 dev==1.0", "reqs/pins/more.txt:1 base==2.0",
            ])
    }

    @Test func tellsWhoNamesAMissingFile() throws {
        let scene = RequirementScene("six\n\n-r deep/none.txt\n")
        let missing = #expect(throws: RequirementScene.Missing.self) { try scene.read() }
        #expect(missing?.reference.location == "/srv/app/deep/none.txt")
        #expect(missing?.reference.path == "deep/none.txt")
        #expect(missing?.reference.mention?.description == "requirements.txt:3")
    }

    @Test func resolvesAddresses() throws {
        let scene = RequirementScene(files: [
            "requirements.txt": "-c https://ada:secret@Docs.example/pins/3.12.txt\nsix\n",
            "https://ada:secret@docs.example/pins/3.12.txt": "-c ../more.txt\nsix==1.0\n-e .\n",
            "https://ada:secret@docs.example/more.txt": "idna==1.0\n",
        ])
        let problems = scene.problems
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("https://docs.example/pins/3.12.txt:3: "))
    }

    @Test func refusesAFileThatIncludesItself() throws {
        let scene = RequirementScene(files: [
            "requirements.txt": "-r a.txt\n", "a.txt": "six\n-c b.txt\n",
            "b.txt": "-r ./requirements.txt\n",
        ])
        #expect(scene.problems == ["b.txt:1: requirements.txt includes itself"])
    }

    @Test func readsAFileOnceThoughTwoNameIt() throws {
        let scene = RequirementScene(files: [
            "requirements.txt": "-r a.txt\n-r b.txt\n-c c.txt\n", "a.txt": "-r c.txt\n",
            "b.txt": "-r c.txt\n", "c.txt": "six==1.0\n",
        ])
        let file = try scene.read()
        #expect(file.requirements.count == 1)
        #expect(file.constraints.count == 1)
    }

    @Test func collectsWhatIsWrongInAllFiles() {
        let scene = RequirementScene(files: [
            "requirements.txt": "-r a.txt\nsix=1\n", "a.txt": "idna=1\n",
        ])
        #expect(scene.problems.count == 2)
    }

    @Test func anEmptyFileAsksForNothing() throws {
        #expect(try RequirementScene("").read().requirements.isEmpty)
        #expect(try RequirementScene("\n# nothing\n\\\n").read().requirements.isEmpty)
    }
}
