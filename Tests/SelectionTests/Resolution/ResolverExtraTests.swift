import PythonPackaging
import Testing

@testable import Selection

struct ResolverExtraTests {
    @Test func anExtraAddsItsRequirements() throws {
        let universe = try Universe(
            """
            a 1.0: b & c; extra == "more" & d; extra == "other"
            b 1.0
            c 1.0
            d 1.0
            """)
        #expect(try universe.outcome("a").releases == ["a 1.0", "b 1.0"])
        #expect(try universe.outcome("a[More]").releases == ["a[more] 1.0", "b 1.0", "c 1.0"])
        #expect(
            try universe.outcome("a[more,other]").releases
                == ["a[more,other] 1.0", "b 1.0", "c 1.0", "d 1.0"])
    }

    @Test func anExtraHasTheReleaseOfItsProject() throws {
        let universe = try Universe(
            """
            a 2.0: b>=2; extra == "more"
            a 1.0: b<2; extra == "more"
            b 2.0
            b 1.0
            c 1.0: b<2 & a
            """)
        #expect(
            try universe.outcome("a[more]", "c").releases == ["a[more] 1.0", "b 1.0", "c 1.0"])
        #expect(try universe.outcome("c", "a[more]<2").releases.first == "a[more] 1.0")
    }

    @Test func aReleaseMayAskForItsOwnExtras() throws {
        let universe = try Universe(
            """
            pkg 1.0: pkg[x,y]; extra == "all" & b; extra == "x" & c; extra == "y" & pkg[all]; extra == "y"
            b 1.0: pkg[all]>=1
            c 1.0
            """)
        #expect(
            try universe.outcome("pkg[all]").releases == ["b 1.0", "c 1.0", "pkg[all,x,y] 1.0"])
    }

    @Test func anUnknownExtraIsAWarning() throws {
        let universe = try Universe(
            """
            a 1.0: b; extra == "more"
            b 1.0
            """)
        let outcome = try universe.outcome("a[nope]")
        #expect(outcome.releases == ["a[nope] 1.0"])
        #expect(outcome.warnings == ["a[nope] 1.0 does not offer that extra"])
    }

    @Test func anExtraDeepInTheTreeConstrainsTheProjectFoundBefore() throws {
        let universe = try Universe(
            """
            a 2.0
            a 1.0: x; extra == "e"
            b 1.0: c
            c 1.0: a[e]<2
            x 1.0
            """)
        #expect(
            try universe.outcome("a", "b").releases == ["a[e] 1.0", "b 1.0", "c 1.0", "x 1.0"])
    }

    @Test func anExtraThatCannotBeServedPicksAnOlderRelease() throws {
        let universe = try Universe(
            """
            a 2.0: zzz; extra == "e"
            a 1.0: x; extra == "e"
            x 1.0
            """)
        let outcome = try universe.outcome("a[e]")
        #expect(outcome.releases == ["a[e] 1.0", "x 1.0"])
        #expect(
            outcome.warnings
                == ["a 2.0 is passed over for 1.0: a[e] 2.0 needs zzz (which no index has)"])
    }

    @Test func markersMayMixExtrasAndTheTarget() throws {
        let universe = try Universe(
            """
            a 1.0: x; extra == "e" and python_version < "3.12" & y; extra == "e" or python_version < "3"
            x 1.0
            y 1.0
            """)
        #expect(try universe.outcome("a[e]").releases == ["a[e] 1.0", "y 1.0"])
        #expect(try universe.outcome("a").releases == ["a 1.0"])
    }
}
