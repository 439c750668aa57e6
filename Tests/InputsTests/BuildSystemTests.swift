import PythonPackaging
import Testing

@testable import Inputs

struct BuildSystemTests {
    @Test func theTableIsRead() throws {
        let system = try read(
            """
            [project]
            name = "demo"
            dependencies = ["other"]
            [build-system]
            requires = [
                "hatchling >= 1.26",
                "tomli; python_version < '3.11'",  # until then
            ]
            build-backend = "hatchling.build"
            backend-path = ["."]
            """)
        #expect(
            system.requires.map(\.description) == [
                "hatchling>=1.26", "tomli; python_version < \"3.11\"",
            ])
        #expect(system.backend == "hatchling.build")
    }

    @Test(arguments: [nil, "", "[project]\nname = 'demo'\n", "[tool.build-system]\nrequires = 3\n"])
    func withoutTheTableItIsSetuptools(text: String?) throws {
        let system = try BuildSystem(parsing: text.map { Array($0.utf8) }, path: "pyproject.toml")
        #expect(system == .setuptools)
        #expect(system.requires.map(\.description) == ["setuptools"])
        #expect(system.backend == nil)
    }

    @Test func aTableNeedNotNameABackend() throws {
        let system = try read("build-system = { requires = ['setuptools>=61', 'wheel'] }")
        #expect(system.requires.map(\.description) == ["setuptools>=61", "wheel"])
        #expect(system.backend == nil)
    }

    @Test func nothingMayBeRequired() throws {
        let system = try read("[build-system]\nrequires = []\nbuild-backend = 'backend'\n")
        #expect(system.requires.isEmpty)
        #expect(system.backend == "backend")
    }

    @Test func anAddressIsLeftToTheCaller() throws {
        let system = try read(
            "[build-system]\nrequires = ['demo @ https://index.example/demo-1.0.tar.gz']")
        #expect(system.requires.map(\.url) == ["https://index.example/demo-1.0.tar.gz"])
    }

    @Test(arguments: [
        ("[build-system]\nbuild-backend = 'a'", "1: requires is missing in [build-system]"),
        ("\nbuild-system = 3", "2: build-system wants a table, not an integer"),
        (
            "[build-system]\nrequires = 'setuptools'",
            "2: requires wants a list of strings, not a string"
        ),
        (
            "[build-system]\nrequires = [\n'a',\n3]",
            "2: requires wants a list of strings, not an integer in it"
        ),
        (
            "[build-system]\nrequires = [\n'a',\n'b ==']",
            "4: requirement `b ==` is invalid: expected a version that goes with `==` at column 3"
        ),
        (
            "[build-system]\nrequires = []\nbuild-backend = ['a']",
            "3: build-backend wants a string, not a list"
        ),
    ])
    func mistakesAreToldWithTheirLines(text: String, message: String) {
        #expect(problems(Array(text.utf8)) == ["pyproject.toml:\(message)"])
    }

    @Test func allProblemsAreToldAtOnce() {
        let text = "[build-system]\nrequires = ['!',\n'?']\nbuild-backend = 1"
        #expect(problems(Array(text.utf8)).count == 3)
    }

    @Test func whatIsNoTOMLIsRefused() {
        #expect(
            problems(Array("[project]\nname = \n".utf8)).first?.contains(":2: not valid") == true)
        #expect(problems([0x61, 0xFF]) == ["pyproject.toml: the file is not UTF-8 text"])
    }

    private func read(_ text: String) throws -> BuildSystem {
        try BuildSystem(parsing: Array(text.utf8), path: "pyproject.toml")
    }

    private func problems(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try BuildSystem(parsing: bytes, path: "pyproject.toml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
