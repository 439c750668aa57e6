import Testing

@testable import Selection

struct VersionSetTests {
    @Test(arguments: [0, 1, 63, 64, 65, 200])
    func theComplementStaysInTheUniverse(universe: Int) {
        #expect(VersionSet(all: universe).count == universe)
        #expect(VersionSet(all: universe).isAll)
        #expect(VersionSet(all: universe).complement.isEmpty)
    }

    @Test func setsAreSetsOfPlaces() {
        var random = SeededRandom(state: 3)
        for _ in 0..<200 {
            let universe = Int.random(in: 1...150, using: &random)
            let left = Set((0..<universe).filter { _ in Bool.random(using: &random) })
            let right = Set((0..<universe).filter { _ in Bool.random(using: &random) })
            let (a, b) = (VersionSet(left, of: universe), VersionSet(right, of: universe))
            #expect(a.intersection(b).places == left.intersection(right).sorted())
            #expect(a.union(b).places == left.union(right).sorted())
            #expect(a.subtracting(b).places == left.subtracting(right).sorted())
            #expect(a.isSubset(of: b) == left.isSubset(of: right))
            #expect(a.isDisjoint(with: b) == left.isDisjoint(with: right))
            #expect(a.first == left.min() && a.count == left.count)
        }
    }
}
