import Testing

@testable import Jobs

@Suite struct SplayTests {
    @Test func theShareIsFixedForHostAndMirror() {
        let share = Splay.share("host-a", "/srv/mirror")
        #expect(share == Splay.share("host-a", "/srv/mirror"))
        #expect(share != Splay.share("host-b", "/srv/mirror"))
        #expect((0...1).contains(share))
    }

    @Test func manyHostsSpreadOverTheWholeTime() {
        let shares = (0..<200).map { Splay.share("host-\($0)", "/srv/mirror") }
        for tenth in 0..<10 {
            #expect(shares.contains { Int($0 * 10) == tenth }, "nobody in tenth \(tenth)")
        }
    }
}
