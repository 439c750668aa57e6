import TestSupport
import Testing

/// Arguments, paths and files are bytes, which need not be text.
@Suite struct SystemTextTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
    }

    /// `wb` is the program; octal escapes of printf(1) make bytes.
    private func shell(_ script: String) async throws -> Outcome {
        var program = scenario.program([])
        program.path = "/bin/sh"
        program.arguments = ["-c", "wb() { \(BuiltProducts.wheelbarrow) \"$@\"; }\n\(script)"]
        return try await program.run()
    }

    @Test func aPathThatIsNotUTF8IsThatPath() async throws {
        let run = try await shell(
            #"""
            job=$(printf 'j\351b'); mkdir "$job"; cp job.toml "$job/x$job.toml"
            echo 'name = "lab"' | cat - job.toml > "$job/x$job.toml"
            wb check "$job/x$job.toml" && wb sync "$job/x$job.toml" && wb status "$job/mirror" &&
            wb status "$job/x$job.toml" && test -e "$job/mirror/public/simple/index.html" &&
            wb sync "$job/../$job/x$job.toml" && wb gc "$job/mirror" &&
            wb init "$job/new$job.toml" && test -e "$job/new$job.toml"
            """#)
        #expect(run.status == .exited(0), "\(run)")
        #expect(!run.standardOutput.contains(0xE9), "\(run)")
        #expect(run.output.contains(#"j\xE9b"#), "\(run)")
        #expect(try FileTree.names(in: scenario.directory.path).count == 2)
    }

    @Test func aHouseAndALockWhosePathsAreNotUTF8AreThosePaths() async throws {
        let run = try await shell(
            #"""
            lock=$(printf 'l\377ck.txt'); house=$(printf 'h\377use')
            echo alpha==1.0 > "$lock"
            wb warm "$lock" --job job.toml --for cp312-linux-x86_64 --out "$house" &&
            test -e "$house/alpha-1.0-py3-none-any.whl" &&
            wb warm "$lock" --for cp312-linux-x86_64 --check "$house"
            """#)
        #expect(run.status == .exited(0), "\(run)")
    }

    @Test func aMissingPathIsToldWithItsBytesSpelledOut() async throws {
        let run = try await shell(#"wb check "$(printf 'no\377\033[31mne.toml')""#)
        #expect(run.status == .exited(66), "\(run)")
        #expect((run.output + run.errors).contains(#"no\xFF\u{1B}[31mne.toml"#), "\(run)")
        #expect(!(run.standardOutput + run.standardError).contains(0x1B), "\(run)")
    }

    @Test func aJobFileThatIsNotUTF8IsNamedWithTheLine() async throws {
        try scenario.directory.write(
            Array("mirror = \"m\"\nname = \"l".utf8) + [0xE9, 0x22], to: "j.toml")
        let run = try await scenario.run("sync", "j.toml", "--json")
        expect(run, .config)
        #expect(run.document["message"].string?.contains("j.toml:2") == true, "\(run)")
        let check = try await scenario.run("check", "j.toml", "--json")
        expect(check, .config)
        #expect(check.document["problems"][0]["line"].int == 2, "\(check)")
    }

    @Test(arguments: ["uv.lock", "pylock.toml", "requirements.txt"])
    func anotherInputThatIsNotUTF8IsWrongData(file: String) async throws {
        let text = file.hasSuffix("txt") ? "alpha==1.0\n# " : "lock-version = \"1.0\"\n# "
        try scenario.directory.write(Array(text.utf8) + [0xE9, 0x0A], to: file)
        let run = try await scenario.run(
            "warm", file, "--for", "cp312-linux-x86_64", "--key-only", "--json")
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("\(file):2") == true, "\(run)")
    }

    @Test func withoutAnyArgumentNotEvenANameItIsOurBug() async throws {
        let script = "exec -a '' \(BuiltProducts.wheelbarrow)"
        let run = try await Program.run("/bin/bash", ["-c", script])
        #expect(run.status == .exited(70), "\(run)")
    }

    @Test func whatTheSystemPassedIsReadWithoutProc() async throws {
        let mask = "mount -t tmpfs none /proc && exec \"$0\" \"$@\""
        let run = try await Program.run(
            "unshare", ["-rm", "/bin/sh", "-c", mask, BuiltProducts.wheelbarrow, "check", "absent"])
        #expect(run.status == .exited(66), "\(run)")
    }
}
