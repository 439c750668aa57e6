import Testing

@testable import Transport

@Suite struct StallWatchTests {
    /// Second by second, bytes received so far; the seconds at which it is stalled over 10 s.
    private func stalls(_ bytes: [Int64]) -> [Int] {
        var watch = StallWatch()
        return bytes.enumerated().compactMap { second, count in
            watch.isStalled(at: .seconds(second), bytes: count, timeout: .seconds(10))
                ? second : nil
        }
    }

    @Test func silenceIsAStallAfterTheTimeout() {
        #expect(stalls(Array(repeating: 5_000_000, count: 13)) == [10, 11, 12])
    }

    @Test func aKibibyteASecondIsEnough() {
        #expect(stalls((0..<40).map { $0 * 1024 }) == [])
        #expect(stalls((0..<11).map { $0 * 1023 }) == [10])
    }

    @Test func oneGoodSecondCarriesATransferOver() {
        #expect(stalls((0..<40).map { $0 / 8 * 20_000 }) == [])
    }

    @Test func dripsDoNot() {
        #expect(stalls((0..<12).map { $0 * 100 }) == [10, 11])
    }

    @Test func whatCameBeforeTheTimeoutNoLongerCounts() {
        let bytes = Array(repeating: Int64(0), count: 1) + Array(repeating: 1 << 20, count: 13)
        #expect(stalls(bytes) == [11, 12, 13])
    }
}
