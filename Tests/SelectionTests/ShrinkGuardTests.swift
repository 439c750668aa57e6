import Testing

@testable import Selection

struct ShrinkGuardTests {
    private func judge(known: Int, lost: Int, added: Int = 0, limit: Double = 0.4)
        -> ShrinkGuard.Judgement
    {
        let before = Set((0..<known).map { "f\($0)" })
        let after = Set((lost..<known).map { "f\($0)" } + (0..<added).map { "new\($0)" })
        return ShrinkGuard(limit: limit).judge(known: before, new: after)
    }

    @Test func growthAndSmallLossesAreAccepted() {
        #expect(judge(known: 0, lost: 0, added: 3) == .accepted)
        #expect(judge(known: 10, lost: 0, added: 3) == .accepted)
        #expect(judge(known: 100, lost: 40) == .accepted)
        #expect(judge(known: 5, lost: 4) == .accepted)
    }

    @Test func lossesBeyondTheLimitAreNot() {
        #expect(judge(known: 100, lost: 41) == .shrunk(lost: 41, of: 100))
        #expect(judge(known: 10, lost: 5) == .shrunk(lost: 5, of: 10))
        #expect(judge(known: 10, lost: 5, limit: 0.5) == .accepted)
    }

    @Test func additionsDoNotMakeUpForLosses() {
        #expect(judge(known: 10, lost: 6, added: 20) == .shrunk(lost: 6, of: 10))
    }

    @Test func allGoneIsNeverIgnored() {
        #expect(judge(known: 3, lost: 3) == .emptied(of: 3))
        #expect(judge(known: 3, lost: 3, added: 1) == .shrunk(lost: 3, of: 3))
        #expect(judge(known: 3, lost: 3, limit: 1) == .emptied(of: 3))
    }
}
