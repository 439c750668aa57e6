import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

struct ClosureTests {
    private func pins(_ result: ClosureResult) -> [String] {
        result.pins.map { "\($0.release)" + ($0.target.map { " for \($0)" } ?? "") }
    }

    private func failures(_ result: ClosureResult) -> [String] {
        result.failures.map { failure in
            let wanted = failure.group.requirements.map(\.description).joined(separator: " & ")
            let place = failure.target.map { " for \($0)" } ?? ""
            switch failure.cause {
            case .conflict(let conflict): return "\(wanted)\(place): \(conflict)"
            case .unavailable(let needs):
                return "\(wanted)\(place): " + needs.values.sorted().joined(separator: ", ")
            }
        }
    }

    private let world = """
        a 2.0: c>=2
        a 1.0: c
        b 1.0: c<2
        c 2.0
        c 1.0
        """

    @Test func entriesNeverConflictWithEachOther() throws {
        var index = try UniverseIndex(world)
        try index.require("a", "b")
        let result = index.result()
        #expect(pins(result) == ["a 2.0", "b 1.0", "c 1.0", "c 2.0"])
        #expect(
            result.pins.map(\.reason) == ["a", "b", "b -> b 1.0 -> c<2", "a -> a 2.0 -> c>=2"])
        #expect(result.failures.isEmpty)
    }

    @Test func theLinesOfAFileHoldTogether() throws {
        let index = try UniverseIndex(world)
        let lines = try ["a", "b"].map { RootRequirement(try Requirement(parsing: $0)) }
        let result = index.run(index.closure([RequirementGroup(lines)])).result
        #expect(pins(result) == ["a 1.0", "b 1.0", "c 1.0"])
    }

    @Test func eachTargetIsServed() throws {
        var index = try UniverseIndex(
            """
            a 1.0: win; sys_platform == "win32" & b
            win 1.0
            b 1.0
            """)
        index.files[ProjectName(spelled: "b")] = ["b-2.0-cp312-cp312-win_amd64.whl"]
        let release = ReleaseID(ProjectName(spelled: "b"), try #require(Version("2.0")))
        index.universe.dependencies[release] = ReleaseDependencies(requirements: [])
        try index.target("ci", "3.12", "linux-x86_64")
        try index.target("pc", "3.12", "windows-amd64")
        try index.require("a", "b; sys_platform == 'win32'")
        let (result, asked) = index.run(index.closure())
        #expect(
            pins(result) == [
                "a 1.0 for ci", "a 1.0 for pc", "b 1.0 for ci", "b 2.0 for pc", "win 1.0 for pc",
            ])
        #expect(Set(asked).count == asked.count)
        #expect(asked.count == 7)
    }

    @Test func oneEntryThatFailsLeavesTheOthers() throws {
        var index = try UniverseIndex("a 1.0: zzz\nb 1.0")
        try index.require("a", "b", "nowhere")
        let result = index.result()
        #expect(pins(result) == ["b 1.0"])
        #expect(
            failures(result) == [
                "a: no index has zzz "
                    + "(a -> a 1.0 -> zzz)",
                "nowhere: no index has nowhere",
            ])
    }

    @Test func whatIsUnavailableFailsOnlyThoseWhoNeedIt() throws {
        var index = try UniverseIndex("a 1.0: c\nb 1.0\nc 1.0")
        try index.require("a", "b")
        index.universe.unavailable[.releases(ProjectName(spelled: "c"))] = "timed out"
        let result = index.result()
        #expect(pins(result) == ["b 1.0"])
        #expect(failures(result) == ["a: timed out"])
    }

    @Test func excludedProjectsAreNotAskedFor() throws {
        var index = try UniverseIndex("a 2.0: bad\na 1.0\nbad 1.0")
        try index.require("a")
        index.rules.exclude = [
            Exclusion(name: ProjectName(spelled: "bad"), specifiers: SpecifierSet())
        ]
        let (result, asked) = index.run(index.closure())
        #expect(pins(result) == ["a 1.0"])
        #expect(!asked.contains(.releases(ProjectName(spelled: "bad"))))
        #expect(
            result.warnings
                == ["a 2.0 is passed over for 1.0: a 2.0 needs bad (which the job excludes)"])
    }

    @Test func excludedRootsFailAndQuarantinedOnesAreSettled() throws {
        var index = try UniverseIndex("a 1.0\nb 1.0: bad\nbad 1.0\nworse 1.0\nc 1.0")
        index.quarantined = [ProjectName(spelled: "bad")]
        index.rules.exclude = [
            Exclusion(name: ProjectName(spelled: "worse"), specifiers: SpecifierSet())
        ]
        try index.require("a", "bad", "worse")
        let result = index.result()
        #expect(pins(result) == ["a 1.0"])
        #expect(failures(result) == ["worse: the job excludes worse"])
        #expect(result.warnings == ["the index has put bad in quarantine"])
        let lines = try ["c", "bad"].map { RootRequirement(try Requirement(parsing: $0)) }
        let file = index.run(index.closure([RequirementGroup(lines)])).result
        #expect(pins(file) == ["c 1.0"] && file.failures.isEmpty)
        index.rules.requirements = []
        try index.require("b")
        #expect(
            failures(index.result()) == [
                "b: because the job needs b and b 1.0 needs bad (which the index has put in "
                    + "quarantine), no set of releases fits"
            ])
    }

    // MARK: Further releases

    private let history = """
        a 4.0: c>=2
        a 3.0: zzz
        a 2.0: c<2
        a 1.0: d
        c 2.0
        c 1.0
        d 1.0
        """

    @Test func furtherReleasesAreKeptWithWhatTheyNeed() throws {
        var index = try UniverseIndex(history)
        try index.require("a")
        index.rules.versions = .latest(2)
        let result = index.result()
        #expect(pins(result) == ["a 2.0", "a 4.0", "c 1.0", "c 2.0"])
        #expect(
            result.warnings == [
                "a 3.0 is not kept: no index has zzz "
                    + "(a -> a 3.0 -> zzz)"
            ])
    }

    @Test func allReleasesAreKeptThatCanBe() throws {
        var index = try UniverseIndex(history)
        try index.require("a<4")
        index.rules.versions = .all
        #expect(pins(index.result()) == ["a 1.0", "a 2.0", "c 1.0", "d 1.0"])
    }

    @Test func furtherReleasesFollowTheRulesForPrereleasesAndYanks() throws {
        var index = try UniverseIndex("a 3.0\na 2.0rc1\n~a 2.0\na 1.0\na 0.9")
        try index.require("a>=1")
        index.rules.versions = .all
        #expect(pins(index.result()) == ["a 1.0", "a 3.0"])
        index.rules.requirements = []
        try index.require("a>=1rc1")
        #expect(pins(index.result()) == ["a 1.0", "a 2.0rc1", "a 3.0"])
    }

    @Test func onlyNamedProjectsKeepFurtherReleases() throws {
        var index = try UniverseIndex(world)
        try index.require("a>=2")
        index.rules.versions = .all
        #expect(pins(index.result()) == ["a 2.0", "c 2.0"])
    }

    @Test func theOrderOfAnswersDoesNotMatter() throws {
        var index = try UniverseIndex(history + "\n" + "b 1.0: a<4 & c\nb 0.9: nowhere\nb 0.8")
        try index.require("a", "b", "c", "b>3", "d")
        try index.target("ci", "3.12", "linux-x86_64")
        try index.target("pc", "3.11", "windows-amd64")
        index.rules.versions = .latest(3)
        let first = index.result()
        #expect(first.pins.count > 10)
        for seed in UInt64(1)...100 {
            let other = index.run(index.closure(), shuffledBy: SeededRandom(state: seed)).result
            #expect(other == first, "seed \(seed)")
        }
    }

    @Test func manyReleasesAreTakenAFewAtATime() throws {
        var index = try UniverseIndex("c 1.0")
        for number in 1...150 { try index.universe.add("a 1.\(number): c") }
        try index.require("a")
        index.rules.versions = .all
        let (result, asked) = index.run(index.closure())
        #expect(result.pins.count == 151)
        #expect(asked.count == 153)
    }
}
