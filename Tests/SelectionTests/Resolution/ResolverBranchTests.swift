import PythonPackaging
import Testing

@testable import Selection

/// Resolutions without a target: every branch of markers is followed.
struct ResolverBranchTests {
    private func universe(_ text: String) throws -> Universe {
        var universe = try Universe(text)
        universe.target = nil
        return universe
    }

    @Test func everyBranchIsFollowedAndExtrasAreNot() throws {
        let universe = try universe(
            """
            a 1.0: old; python_version < "3" & win; sys_platform == "win32" & dev; extra == "dev"
            old 1.0
            win 1.0
            dev 1.0
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "old 1.0", "win 1.0"])
        #expect(try universe.outcome("a[dev]").releases.contains("dev 1.0"))
    }

    @Test func oneReleaseServesAllBranchesWhereOneCan() throws {
        let universe = try universe(
            """
            a 1.0: b>=1; python_version < "3.12" & b>=2,<3; python_version >= "3.12"
            b 3.0
            b 2.0
            b 1.0
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 2.0"])
    }

    @Test func branchesThatExcludeEachOtherGoSeparateWays() throws {
        let universe = try universe(
            """
            a 1.0: b<2; python_version < "3.9" & b>=2; python_version >= "3.9"
            b 2.0: c>=2
            b 1.0: c<2
            c 2.0
            c 1.0
            """)
        let outcome = try universe.outcome("a")
        #expect(outcome.releases == ["a 1.0", "b 1.0", "b 2.0", "c 1.0", "c 2.0"])
        #expect(outcome.solution?.releases.map(\.chain.links.count) == [1, 2, 2, 3, 3])
    }

    @Test func whatIsWantedEverywhereHoldsInEachBranch() throws {
        let universe = try universe(
            """
            a 1.0: b<3; python_version < "3.9" & b>=4; python_version >= "3.9"
            b 4.0
            b 2.9
            b 2.8
            b 1.0
            """)
        #expect(
            try universe.outcome("a", "b!=2.9,>=2").releases == ["a 1.0", "b 2.8", "b 4.0"])
    }

    @Test func aConflictOutsideOfBranchesStays() throws {
        let universe = try universe(
            """
            a 1.0: b<2 & c; python_version < "3"
            b 2.0
            b 1.0
            c 1.0
            """)
        #expect(
            try universe.outcome("a", "b>=2").reasons == [
                "because the job needs a and b>=2 and a 1.0 needs b<2, no set of releases fits"
            ])
    }

    @Test func aMissingNameInABranchCountsToo() throws {
        let universe = try universe("a 1.0: zzz; sys_platform == 'win32'")
        let outcome = try universe.outcome("a")
        #expect(outcome.conflict?.code == .notFound)
        #expect(
            outcome.conflict?.shortages.map(\.description)
                == ["no index has zzz (a -> a 1.0 -> zzz)"])
    }

    @Test func theOrderOfAnswersDoesNotMatter() throws {
        let universe = try universe(
            """
            a 1.0: b<2; python_version < "3.9" & b>=2; python_version >= "3.9" & d
            b 2.0: c>=2 & e
            b 1.0: c<2
            c 2.0: e<2
            c 1.0
            d 2.0: c==2.0
            d 1.0
            e 2.0
            e 1.0
            """)
        let first = try universe.outcome("a")
        #expect(first.solution != nil)
        for seed in UInt64(1)...200 {
            var random = SeededRandom(state: seed)
            #expect(try universe.outcome(["a"], shuffledBy: &random) == first)
        }
    }
}
