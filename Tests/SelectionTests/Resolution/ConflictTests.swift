import PythonPackaging
import Testing

@testable import Selection

/// Conflicts in words, held as whole texts.
struct ConflictTests {
    private func shortages(_ outcome: Outcome) -> [String] {
        outcome.conflict?.shortages.map(\.description) ?? []
    }

    @Test func twoRequirementsThatExcludeEachOther() throws {
        let universe = try Universe(
            """
            a 2.0: b>=3
            c 1.0: b<3
            b 3.0
            b 2.0
            """)
        let outcome = try universe.outcome("a", "c")
        #expect(
            outcome.reasons == [
                "because the job needs a and c, a 2.0 needs b>=3 and c 1.0 needs b<3, "
                    + "no set of releases fits target ci"
            ])
        #expect(outcome.conflict?.code == .noMatch)
        #expect(outcome.conflict?.description == outcome.reasons.first)
    }

    @Test func theJobAgainstItself() throws {
        let outcome = try Universe("a 1.0\na 2.0").outcome("a>1", "a<2")
        #expect(
            outcome.reasons == [
                "because the job needs a<2 and a>1, no set of releases fits target ci"
            ])
    }

    @Test func everyReleaseOfAProjectIsNamedOnce() throws {
        let universe = try Universe(
            """
            a 1.0: b>=3
            a 1.1: b>=3
            a 1.2: b>=3
            a 1.3: b>=3
            a 2.0: b>=3
            b 3.0: c
            b 2.0
            """)
        #expect(
            try universe.outcome("a<2", "b<3").reasons == [
                "because the job needs a<2 and b<3 and a 1.0 to 1.3 need b>=3, "
                    + "no set of releases fits target ci"
            ])
    }

    @Test func manyWishesAreSummedUp() throws {
        let lines = (1...9).map { "a 1.\($0): b==1.\($0)\nb 1.\($0): c<\($0)" }
        let universe = try Universe(lines.joined(separator: "\n") + "\nc 10.0")
        #expect(
            try universe.outcome("a", "c").reasons == [
                "because the job needs a, all releases of a need b==1.9, b==1.8 and so on to "
                    + "b==1.1 and all releases of b need c<9, c<8 and so on to c<1, "
                    + "no set of releases fits target ci"
            ])
    }

    @Test func manyFactsAreToldInSteps() throws {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]
        let chain = zip(names, names.dropFirst()).map { "\($0) 1.0: \($1)>=1\n\($0) 0.1" }
        let universe = try Universe(
            chain.joined(separator: "\n") + """

                m 1.0: y<1
                m 0.1
                y 1.0
                y 0.1
                """)
        #expect(
            try universe.outcome("a>=1", "y>=1").reasons == [
                "(1) because a 1.0 needs b>=1, b 1.0 needs c>=1, c 1.0 needs d>=1, "
                    + "d 1.0 needs e>=1, e 1.0 needs f>=1, f 1.0 needs g>=1, g 1.0 needs h>=1 "
                    + "and h 1.0 needs i>=1, a 1.0 needs i 1.0",
                "(2) because a 1.0 needs i 1.0 (1), the job needs a>=1 and y>=1, "
                    + "i 1.0 needs j>=1, j 1.0 needs k>=1, k 1.0 needs l>=1, l 1.0 needs m>=1 "
                    + "and m 1.0 needs y<1, no set of releases fits target ci",
            ])
    }

    @Test func aTangleIsNotToldInFull() throws {
        let names = (0..<20).map { "p\($0)" }
        var universe = try Universe("")
        for (place, name) in names.enumerated() {
            for version in 1...12 {
                let other = names[(place + version) % 20]
                let third = names[(place * 3 + version) % 20]
                try universe.add(
                    "\(name) \(version).0: \(other)>=\(version + 1) & \(third)!=\(version + 2)")
            }
        }
        #expect(
            try universe.outcome("p0", "p1").reasons == [
                "because the job needs p1 and the releases of p1, p10, p11, p12, p13, p6 and "
                    + "14 others exclude each other in 210 ways, no set of releases fits target ci"
            ])
    }

    @Test func aMissingNameIsToldWithItsShortestChain() throws {
        let universe = try Universe(
            """
            a 1.0: b
            b 1.0: c
            c 1.0: zzz>=2
            d 1.0: c
            """)
        let outcome = try universe.outcome("a", "d")
        #expect(outcome.conflict?.code == .notFound)
        #expect(
            shortages(outcome) == ["no index has zzz (d -> d 1.0 -> c -> c 1.0 -> zzz>=2)"])
        #expect(
            outcome.reasons == [
                "because the job needs d, d 1.0 needs c and c 1.0 needs zzz>=2 "
                    + "(which no index has), no set of releases fits target ci"
            ])
        #expect(
            outcome.conflict?.description
                == "no index has zzz "
                + "(d -> d 1.0 -> c -> c 1.0 -> zzz>=2)")
    }

    @Test func aMissingRootIsToldAsSuch() throws {
        let outcome = try Universe("a 1.0").outcome("a", "zzz[x]>=1")
        #expect(outcome.conflict?.code == .notFound)
        #expect(outcome.conflict?.shortages.first?.isRoot == true)
        #expect(shortages(outcome) == ["no index has zzz"])
    }

    @Test func anExcludedNameIsNotMissing() throws {
        var universe = try Universe("a 1.0: bad")
        universe.absences[ProjectName(spelled: "bad")] = .excluded
        let outcome = try universe.outcome("a")
        #expect(outcome.conflict?.code == .noMatch)
        #expect(shortages(outcome) == ["the job excludes bad (a -> a 1.0 -> bad)"])
    }

    @Test func releasesThatTheRulesKeepOutAreNamed() throws {
        var universe = try Universe(
            """
            a 1.0: b>=2
            b 1.0
            """)
        try universe.refuse("b", "2.0", "the wheel fits none of the targets")
        let outcome = try universe.outcome("a")
        #expect(
            outcome.reasons == [
                "because the job needs a and a 1.0 needs b>=2 (b 2.0 is out: the wheel fits none "
                    + "of the targets), no set of releases fits target ci"
            ])
        #expect(shortages(outcome) == ["no release fits a -> a 1.0 -> b>=2"])
    }

    @Test func whatTheIndexDoesNotHaveYetIsToldByTheNewest() throws {
        let outcome = try Universe("a 1.0: b>=2\nb 1.5\nb 1.0").outcome("a")
        #expect(
            outcome.reasons == [
                "because the job needs a and a 1.0 needs b>=2 (the newest release is 1.5), "
                    + "no set of releases fits target ci"
            ])
    }

    @Test func constraintsAndFilesAreNamed() throws {
        var universe = try Universe("a 1.0: b>=2\nb 2.0\nb 1.0")
        universe.constraints = [
            RootRequirement(try Requirement(parsing: "b<2"), origin: "constraints.txt:4")
        ]
        var resolver = Resolver(
            target: universe.target,
            roots: [
                RootRequirement(try Requirement(parsing: "a"), origin: "requirements.txt:1")
            ], constraints: universe.constraints)
        let outcome = Outcome(&resolver) { needs, resolver in
            for need in needs { universe.answer(need, to: &resolver) }
        }
        #expect(
            outcome.reasons == [
                "because requirements.txt:1 needs a, a 1.0 needs b>=2 and constraints.txt:4 "
                    + "allows only b<2, no set of releases fits target ci"
            ])
    }

    @Test func unusableReleasesAreNamedWithTheReason() throws {
        var universe = try Universe("a 1.0\nb 1.0: a")
        try universe.makeIneligible("a", "1.0", "its metadata cannot be read")
        let outcome = try universe.outcome("b")
        #expect(
            outcome.reasons == [
                "because the job needs b, b 1.0 needs a and a 1.0 cannot be used (its metadata "
                    + "cannot be read), no set of releases fits target ci"
            ])
        #expect(shortages(outcome) == ["no release that fits b -> b 1.0 -> a can be used"])
    }

    @Test func extrasAreNamedWhereTheyAreToBlame() throws {
        let universe = try Universe(
            """
            a 1.0: b<2; extra == "x"
            b 2.0
            """)
        #expect(
            try universe.outcome("a[x]").reasons == [
                "because the job needs a[x] and a[x] 1.0 needs b<2 (the newest release is 2.0), "
                    + "no set of releases fits target ci"
            ])
    }
}
