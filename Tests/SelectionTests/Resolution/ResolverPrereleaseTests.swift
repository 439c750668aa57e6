import PythonPackaging
import Testing

@testable import Selection

struct ResolverPrereleaseTests {
    private let world = """
        a 1.0: b
        b 2.0rc1
        b 1.0
        c 1.0: b>=2.0rc1
        d 1.0: b>1.5
        """

    @Test func areNotTakenWhereAFinalReleaseFits() throws {
        let universe = try Universe(world)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0"])
    }

    @Test func areTakenWhereASpecifierNamesOne() throws {
        let universe = try Universe(world)
        #expect(try universe.outcome("a", "c").releases == ["a 1.0", "b 2.0rc1", "c 1.0"])
        #expect(try universe.outcome("a", "b>=1.0rc1").releases == ["a 1.0", "b 2.0rc1"])
    }

    @Test func areNotPreferredForWhatWasLeft() throws {
        let universe = try Universe(
            """
            a 2.0: b>=1.0rc1 & c<1
            a 1.0: b
            b 2.0rc1
            b 1.0
            c 1.0
            """)
        #expect(try universe.outcome("a", "c").releases == ["a 1.0", "b 1.0", "c 1.0"])
    }

    @Test func areTakenWhereNoFinalReleaseFits() throws {
        let universe = try Universe(world)
        #expect(try universe.outcome("a", "d").releases == ["a 1.0", "b 2.0rc1", "d 1.0"])
    }

    @Test func areTakenWhereTwoRequirementsLeaveNothingElse() throws {
        let universe = try Universe(
            """
            a 1.0: b>1.0
            b 2.0
            b 1.1b1
            b 1.0
            c 1.0: b<1.5
            """)
        #expect(try universe.outcome("a", "c").releases == ["a 1.0", "b 1.1b1", "c 1.0"])
    }

    @Test func doNotReplaceAFinalReleaseThatFitsButCannotBeUsed() throws {
        let universe = try Universe(
            """
            a 2.0rc1
            a 1.0: b==2
            b 2.0
            b 1.0
            """)
        let outcome = try universe.outcome("a", "b==1")
        #expect(
            outcome.reasons == [
                "because the job needs a and b==1, a 2.0rc1 is a pre-release (nothing asks for one) "
                    + "and a 1.0 needs b==2, no set of releases fits target ci"
            ])
    }

    @Test func countLikeOthersWhereAllowed() throws {
        var universe = try Universe(world)
        universe.prereleases = .allow
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 2.0rc1"])
    }

    @Test func areAskedForByAConstraintToo() throws {
        var universe = try Universe(world)
        try universe.constrain("b==2.0rc1")
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 2.0rc1"])
    }

    @Test func developmentReleasesAreSuch() throws {
        let universe = try Universe(
            """
            a 2.0.dev3
            a 1.0.post1
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0.post1"])
        #expect(try universe.outcome("a==2.0.dev3").releases == ["a 2.0.dev3"])
    }
}
