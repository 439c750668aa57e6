import Testing

@testable import Transport

@Suite struct TokenBucketTests {
    private let start = ContinuousClock.now

    @Test func withoutARateNothingWaits() {
        var bucket = TokenBucket(rate: nil, at: start)
        bucket.spend(1 << 40)
        #expect(bucket.delay(at: start) == .zero)
    }

    @Test func whatIsOverdrawnIsWaitedFor() {
        var bucket = TokenBucket(rate: 1000, at: start)
        bucket.spend(500)
        #expect(bucket.delay(at: start) == .milliseconds(500))
        #expect(bucket.delay(at: start + .milliseconds(200)) == .milliseconds(300))
        #expect(bucket.delay(at: start + .milliseconds(500)) == .zero)
    }

    @Test func aQuarterOfASecondMayGather() {
        var bucket = TokenBucket(rate: 1000, at: start)
        #expect(bucket.delay(at: start + .seconds(60)) == .zero)
        bucket.spend(750)
        #expect(bucket.delay(at: start + .seconds(60)) == .milliseconds(500))
    }

    @Test func anotherRateHoldsFromThenOn() {
        var bucket = TokenBucket(rate: 1000, at: start)
        bucket.spend(1000)
        bucket.setRate(2000, at: start + .milliseconds(500))
        #expect(bucket.delay(at: start + .milliseconds(500)) == .milliseconds(250))
        bucket.setRate(nil, at: start + .milliseconds(500))
        #expect(bucket.delay(at: start + .milliseconds(500)) == .zero)
    }
}
