import Testing

@testable import Selection

struct TermTests {
    /// Terms as what they allow: a release, or none (-1).
    private func models(_ term: Term) -> Set<Int> {
        let places = Set(term.versions.places)
        return term.isPositive
            ? places : Set(-1..<term.versions.universe).subtracting(places)
    }

    @Test func termsAreSetsOfWhatTheyAllow() {
        let universe = 3
        let terms = (0..<8).flatMap { bits in
            let set = VersionSet((0..<universe).filter { bits & (1 << $0) != 0 }, of: universe)
            return [Term.among(set), .outside(set)]
        }
        for left in terms {
            #expect(models(left.inverse) == Set(-1..<universe).subtracting(models(left)))
            #expect(left.isNeverTrue == models(left).isEmpty)
            #expect(left.isAlwaysTrue == (models(left).count == universe + 1))
            for right in terms {
                #expect(
                    models(left.intersection(right)) == models(left).intersection(models(right)))
                #expect(models(left.union(right)) == models(left).union(models(right)))
                #expect(left.implies(right) == models(left).isSubset(of: models(right)))
                #expect(left.excludes(right) == models(left).isDisjoint(with: models(right)))
            }
        }
    }
}
