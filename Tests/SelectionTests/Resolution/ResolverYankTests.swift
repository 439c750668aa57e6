import PythonPackaging
import Testing

@testable import Selection

struct ResolverYankTests {
    private let world = """
        ~a 2.0
        a 1.0
        b 1.0: a==2.0
        c 1.0: a>=2
        """

    @Test func yankedReleasesAreNotTaken() throws {
        #expect(try Universe(world).outcome("a").releases == ["a 1.0"])
    }

    @Test func aPinTakesThem() throws {
        let universe = try Universe(world)
        let outcome = try universe.outcome("a==2.0")
        #expect(outcome.releases == ["a 2.0"])
        #expect(outcome.solution?.releases.first?.isYanked == true)
        #expect(try universe.outcome("a", "b").releases == ["a 2.0", "b 1.0"])
        #expect(try universe.outcome("a===2.0").releases == ["a 2.0"])
    }

    @Test func aPinOfWhatWasLeftDoesNot() throws {
        let universe = try Universe(
            """
            b 2.0: a==2.0 & c<1
            b 1.0: a
            ~a 2.0
            a 1.0
            c 1.0
            """)
        #expect(try universe.outcome("b", "c").releases == ["a 1.0", "b 1.0", "c 1.0"])
    }

    @Test func aRangeDoesNot() throws {
        #expect(
            try Universe(world).outcome("c").reasons == [
                "because the job needs c, c 1.0 needs a>=2 and a 2.0 is yanked (nothing "
                    + "pins it), no set of releases fits target ci"
            ])
    }

    @Test func aYankedFinalReleaseMakesRoomForAPrerelease() throws {
        let universe = try Universe(
            """
            ~a 2.0
            a 2.0rc1
            """)
        #expect(try universe.outcome("a").releases == ["a 2.0rc1"])
    }
}
