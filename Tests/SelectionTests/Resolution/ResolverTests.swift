import PythonPackaging
import Testing

@testable import Selection

struct ResolverTests {
    @Test func takesTheNewestOfEverything() throws {
        let universe = try Universe(
            """
            a 2.0: b>=1 & c
            a 1.0
            b 1.0
            b 2.0: c
            c 0.9
            """)
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 2.0", "b 2.0", "c 0.9"])
        #expect(outcome.warnings.isEmpty)
    }

    @Test func goesBackWhereRequirementsMeet() throws {
        let universe = try Universe(
            """
            a 2.0: c>=2
            a 1.0: c>=1
            b 1.0: c<2
            c 2.0
            c 1.5
            c 1.0
            """)
        #expect(try universe.outcome("a", "b").releases == ["a 1.0", "b 1.0", "c 1.5"])
    }

    @Test func takesTheSpecifiersOddities() throws {
        let universe = try Universe(
            """
            a 1.0: b==1.*,!=1.2.*
            b 2.0
            b 1.2.9
            b 1.1+local.2
            b 1.1
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.1+local.2"])
        #expect(try universe.outcome("a", "b===1.1").releases == ["a 1.0", "b 1.1"])
        #expect(
            try universe.outcome("a", "b==1.1+local.2").releases == ["a 1.0", "b 1.1+local.2"])
        #expect(try universe.outcome("a", "b~=1.1.0").conflict == nil)
    }

    @Test func hasNothingToDoForNothing() throws {
        let universe = try Universe("a 1.0")
        #expect(try universe.outcome("a; sys_platform == 'win32'").releases.isEmpty)
        #expect(try universe.outcome().releases.isEmpty)
    }

    @Test func survivesLoopsOfProjects() throws {
        let universe = try Universe(
            """
            a 1.0: b
            b 1.0: c>=1
            c 1.0: a<2
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0", "c 1.0"])
    }

    @Test func letsAReleaseRequireItself() throws {
        let universe = try Universe(
            """
            a 2.0: a<2
            a 1.0: a>=1
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0"])
    }

    @Test func evaluatesMarkersForTheTarget() throws {
        var universe = try Universe(
            """
            a 1.0: old; python_version < "3.12" & win; sys_platform == "win32" & b
            b 1.0
            old 1.0
            win 1.0
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0"])
        universe.target = try Target(name: "pc", python: "3.11", platform: "windows-amd64")
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0", "old 1.0", "win 1.0"])
    }

    @Test func honoursRequiresPythonOfTheMetadata() throws {
        var universe = try Universe(
            """
            a 2.0
            a 1.0
            """)
        let new = ReleaseID(ProjectName(spelled: "a"), try #require(Version("2.0")))
        universe.dependencies[new] = ReleaseDependencies(
            requirements: [], requiresPython: ">=3.13")
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 1.0"])
        #expect(
            outcome.warnings == [
                "a 2.0 is passed over for 1.0: a 2.0 cannot be used (its Requires-Python, "
                    + ">=3.13, rules out Python 3.12.0)"
            ])
    }

    @Test func leavesOutWhatIsAskedForOnlyByWhatWasLeft() throws {
        let universe = try Universe(
            """
            a 2.0: b & d
            a 1.0: c
            b 1.0: e<1
            c 1.0
            d 1.0
            e 1.0
            e 0.5
            """)
        #expect(try universe.outcome("a", "e>=1").releases == ["a 1.0", "c 1.0", "e 1.0"])
    }

    @Test func tellsTheChainOfEachRelease() throws {
        let universe = try Universe(
            """
            a 1.0: b
            b 1.0: c<3
            c 2.0
            """)
        let solution = try #require(try universe.outcome("a>=1").solution)
        #expect(
            solution.releases.map(\.chain.description) == [
                "a>=1", "a>=1 -> a 1.0 -> b", "a>=1 -> a 1.0 -> b -> b 1.0 -> c<3",
            ])
    }

    // MARK: Constraints

    @Test func constraintsNarrowWhatSomethingAsksFor() throws {
        var universe = try Universe(
            """
            a 1.0: b
            b 2.0
            b 1.0
            c 1.0
            """)
        try universe.constrain("b<2", "c==0.5", "b==1.0; sys_platform == 'win32'")
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0"])
    }

    // MARK: Missing things

    @Test func prefersAnOlderReleaseToAMissingName() throws {
        let universe = try Universe(
            """
            a 3.0: b
            a 2.0: zzz>=1
            a 1.0
            b 1.0: zzz
            """)
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 1.0"])
        #expect(
            outcome.warnings == [
                "a 3.0 is passed over for 1.0: b 1.0 needs zzz (which no index has)",
                "a 2.0 is passed over for 1.0: a 2.0 needs zzz>=1 (which no index has)",
            ])
    }

    @Test func endsWhereSomethingItNeedsIsUnavailable() throws {
        var universe = try Universe(
            """
            a 1.0: b & c
            b 1.0
            """)
        let need = Need.releases(ProjectName(spelled: "c"))
        universe.unavailable[need] = "timed out"
        #expect(try universe.outcome("a").unavailable == [need])
    }

    @Test func doesWithoutAGuessThatIsUnavailable() throws {
        var universe = try Universe(
            """
            a 2.0: b<1 & c
            a 1.0
            b 2.0
            b 0.5: d
            """)
        universe.unavailable[.releases(ProjectName(spelled: "c"))] = "timed out"
        // `b>=1` has the search leave a 2.0 once it has seen it, but only after c.
        #expect(try universe.outcome("a<2", "b>=1").releases == ["a 1.0", "b 2.0"])
    }

    @Test func givesUpAfterTooManyConflicts() throws {
        let universe = try Universe("a 2.0: b<1\na 1.0: b<1\nb 1.0\nb 0.5: a<1")
        var problem = ResolutionProblem(
            target: universe.target, roots: [RootRequirement(try Requirement(parsing: "a"))],
            constraints: [], prereleases: .ifNeeded)
        problem.conflictLimit = 1
        var resolution = Resolution(problem)
        var knowledge = Knowledge()
        for name in universe.releases.keys {
            knowledge.learn(universe.releases(of: name), for: name)
        }
        for (release, known) in universe.dependencies {
            knowledge.learn(.dependencies(known), for: release)
        }
        guard case .unsolvable(let conflict) = resolution.step(&knowledge) else {
            Issue.record("it was not given up")
            return
        }
        #expect(conflict.code == .givenUp)
        #expect(
            conflict.description
                == "after 1 conflicts no set of releases was found; narrower requirements would help"
        )
    }

    // MARK: Ineligible releases

    @Test func passesOverReleasesThatRequireURLs() throws {
        let universe = try Universe(
            """
            a 2.0: b @ https://files.example/b.whl
            a 1.0: b
            b 1.0
            """)
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 1.0", "b 1.0"])
        #expect(
            outcome.warnings == [
                "a 2.0 is passed over for 1.0: a 2.0 cannot be used (it requires "
                    + "`b @ https://files.example/b.whl`, which is not taken from an index)"
            ])
    }

    @Test func aURLOfAnExtraNobodyWantsDoesNotMatter() throws {
        let universe = try Universe(
            """
            a 2.0: b @ https://files.example/b.whl ; extra == "dev"
            a 1.0: b; extra == "dev"
            b 1.0
            """)
        #expect(try universe.outcome("a").releases == ["a 2.0"])
        #expect(try universe.outcome("a[dev]").releases == ["a[dev] 1.0", "b 1.0"])
    }

    @Test func refusesAURLInTheJob() throws {
        let universe = try Universe("a 1.0")
        let outcome = try universe.outcome("a @ https://files.example/a.whl")
        #expect(
            outcome.reasons == [
                "because a @ https://files.example/a.whl is not taken from an index, "
                    + "no set of releases fits target ci"
            ])
    }

    @Test func passesOverMetadataThatCannotBeRead() throws {
        var universe = try Universe(
            """
            a 2.0
            a 1.0
            """)
        try universe.makeIneligible("a", "2.0", "its metadata cannot be read")
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 1.0"])
        #expect(
            outcome.warnings == [
                "a 2.0 is passed over for 1.0: a 2.0 cannot be used (its metadata cannot be read)"
            ])
    }
}
