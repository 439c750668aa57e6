import PythonPackaging
import Testing

struct TargetTests {
    @Test func aShortVersionIsItsFirstRelease() throws {
        let target = try Target(name: "ci", python: "3.12", platform: "linux-x86_64")
        #expect(target.python.description == "3.12.0")
        #expect(target.environment[.pythonVersion] == "3.12")
        #expect(target.environment[.pythonFullVersion] == "3.12.0")
        let exact = try Target(name: "ci", python: "3.12.4", platform: "linux-x86_64")
        #expect(exact.environment[.pythonFullVersion] == "3.12.4")
    }

    @Test(arguments: [
        ("linux-x86_64", "posix linux Linux x86_64"),
        ("linux-aarch64", "posix linux Linux aarch64"),
        ("musllinux-x86_64", "posix linux Linux x86_64"),
        ("macos-arm64", "posix darwin Darwin arm64"),
        ("windows-amd64", "nt win32 Windows AMD64"), ("win32", "nt win32 Windows x86"),
    ])
    func presetsHaveAnEnvironment(platform: String, fields: String) throws {
        let environment = try Target(name: "ci", python: "3.12", platform: platform).environment
        let variables: [MarkerVariable] = [
            .osName, .sysPlatform, .platformSystem, .platformMachine,
        ]
        #expect(variables.map { environment[$0] ?? "-" }.joined(separator: " ") == fields)
        #expect(environment[.platformRelease] == nil)
        #expect(environment[.implementationName] == "cpython")
        #expect(environment[.extra] == nil)
    }

    @Test func ranksWheelsByTheirBestTag() throws {
        let target = try Target(name: "ci", python: "3.12", platform: "linux-x86_64")
        func rank(_ tags: String) throws -> Int? {
            target.rank(of: try WheelFilename(parsing: "demo-1.0-\(tags).whl"))
        }
        #expect(try rank("cp312-cp312-manylinux_2_28_x86_64") == 0)
        let best = try #require(try rank("cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64"))
        let stable = try #require(try rank("cp38-abi3-manylinux_2_28_x86_64"))
        let pure = try #require(try rank("py2.py3-none-any"))
        #expect(best < stable && stable < pure)
        #expect(try rank("cp312-cp312-manylinux_2_34_x86_64") == nil)
        #expect(try rank("cp313-cp313-manylinux_2_17_x86_64") == nil)
        #expect(try rank("cp312-cp312-musllinux_1_2_x86_64") == nil)
    }

    @Test func freeThreadedPythonsHaveTheirOwnStableABI() throws {
        let target = try Target(name: "ci", python: "3.14t", platform: "macos-arm64")
        #expect(target.tags.first?.description == "cp314-cp314t-macosx_14_0_arm64")
        #expect(
            target.tags.contains(Tag(python: "cp314", abi: "abi3t", platform: "macosx_14_0_arm64")))
        #expect(!target.tags.contains { $0.abi == "abi3" })
    }

    @Test func knowsPyPy() throws {
        let target = try Target(
            name: "ci", python: "3.11", platform: "linux-x86_64", implementation: "pypy")
        #expect(target.implementation == "pp")
        #expect(target.tags.first?.description == "pp311-pypy311_pp73-manylinux_2_28_x86_64")
        #expect(target.environment[.platformPythonImplementation] == "PyPy")
    }

    @Test func givenTagsReplaceTheComputedOnes() throws {
        let target = try Target(
            name: "ci", python: "3.12", platform: "linux-x86_64", tags: ["py3-none-any"])
        #expect(target.tags.map(\.description) == ["py3-none-any"])
    }

    @Test func readsItsShorthand() throws {
        let target = try Target(shorthand: "cp312-linux-x86_64")
        #expect(target.python.description == "3.12.0")
        #expect(target.platform == "linux-x86_64")
        #expect(try Target(shorthand: "cp313t-win_amd64").tags.first?.abi == "cp313t")
        let error = #expect(throws: InvalidTarget.self) { try Target(shorthand: "ci") }
        #expect(error?.code == .shorthand)
    }

    @Test(arguments: [
        ("3", "linux-x86_64", "cp", InvalidTarget.Code.python),
        ("3.12.*", "linux-x86_64", "cp", .python),
        ("3.99999999999", "linux-x86_64", "cp", .python), ("3.12", "linux-mips", "cp", .platform),
        ("3.12", "linux-x86_64", "c p", .implementation),
    ])
    func saysWhatIsWrong(
        python: String, platform: String, implementation: String, code: InvalidTarget.Code
    ) {
        let error = #expect(throws: InvalidTarget.self) {
            try Target(
                name: "ci", python: python, platform: platform, implementation: implementation)
        }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        (">=3.8", true), (">=3.13", false), ("<3.12", false), (">=3.6.*", true), (">=2.7<4", true),
        ("", true), ("nonsense", true), ("==3.12.0", true), ("==3.12.1", false),
    ])
    func readsRequiresPythonLeniently(text: String, isAccepted: Bool) throws {
        let target = try Target(name: "ci", python: "3.12", platform: "linux-x86_64")
        #expect(target.accepts(requiresPython: text) == isAccepted)
        #expect(target.accepts(requiresPython: nil))
    }
}
