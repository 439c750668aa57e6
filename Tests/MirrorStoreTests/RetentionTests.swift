import Primitives
import Testing

@testable import MirrorStore

@Suite struct RetentionTests {
    /// Generations published an hour apart, each live until the next.
    private func generations(_ count: Int) -> [GenerationRecord] {
        (1...count).map { number in
            GenerationRecord(
                number: number, publishedAt: Instant(seconds: Int64(number) * 3600),
                leftLiveAt: number == count ? nil : Instant(seconds: Int64(number + 1) * 3600),
                projects: 1, files: 1, bytes: 1, content: "")
        }
    }

    @Test func keepsTheNewestTheLiveAndTheHeldOne() {
        let retention = Retention(keepGenerations: 2)
        #expect(retention.kept(generations(6), live: 6, held: nil) == [5, 6])
        #expect(retention.kept(generations(6), live: 3, held: 1) == [1, 3, 5, 6])
        #expect(Retention(keepGenerations: 0).kept(generations(3), live: nil, held: nil) == [3])
    }

    @Test func aGenerationIsLetGoBySwapNotByCollection() {
        let all = generations(5)
        let letGo = { (retention: Retention, number: Int) in
            retention.letGo(all[number - 1], among: all)
        }
        #expect(letGo(Retention(keepGenerations: 1), 1) == Instant(seconds: 2 * 3600))
        #expect(letGo(Retention(keepGenerations: 3), 1) == Instant(seconds: 4 * 3600))
        #expect(letGo(Retention(keepGenerations: 3), 2) == Instant(seconds: 5 * 3600))
    }

    /// Live again by a rollback, it was let go only when it left for the second time.
    @Test func leavingLaterCounts() {
        var all = generations(5)
        all[0].leftLiveAt = Instant(seconds: 99 * 3600)
        let retention = Retention(keepGenerations: 2)
        #expect(retention.letGo(all[0], among: all) == Instant(seconds: 99 * 3600))
    }
}
