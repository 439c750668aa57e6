import Synchronization
import TestSupport
import Testing

/// Servers that ask to be left alone, or are down.
@Suite struct BusyServerTests {
    private static let alpha = IndexTree(WheelMaker("alpha").wheel())
    private static let onlyAlpha = #"projects = ["alpha"]"#

    /// Lets so many requests through a second, from its first one on.
    private final class Limiter: Sendable {
        private let state = Mutex((start: ContinuousClock.now, count: 0))
        private let most: Int
        let refused = Mutex(0)

        init(_ most: Int) { self.most = most }

        func admits() -> Bool {
            let isAdmitted = state.withLock { state in
                if ContinuousClock.now - state.start >= .seconds(1) {
                    state = (ContinuousClock.now, 0)
                }
                state.count += 1
                return state.count <= most
            }
            if !isAdmitted { refused.withLock { $0 += 1 } }
            return isAdmitted
        }
    }

    @Test(arguments: [429, 503])
    func aServerThatLimitsItsRateIsNotFlooded(status: Int) async throws {
        var tree = IndexTree()
        for number in 0..<12 { tree.add(WheelMaker("project-\(number)").wheel()) }
        let scenario = try Scenario(tree)
        try scenario.writeJob(retries: 4)
        let limiter = Limiter(6)
        scenario.index.respond { _ in
            limiter.admits() ? nil : .failure(status, headers: [("Retry-After", "1")])
        }
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().count == 12)
        let refused = limiter.refused.withLock { $0 }
        #expect(refused * 2 < scenario.index.requests.count, "\(refused)")
    }

    @Test(arguments: ["86400", "61", "Fri, 01 Jul 2089 08:00:00 GMT"])
    func nobodyIsWaitedForThatLong(time: String) async throws {
        let scenario = try Scenario(Self.alpha)
        try scenario.writeJob(select: Self.onlyAlpha, retries: 4)
        scenario.index.set("/simple/alpha/", .failure(503, headers: [("Retry-After", time)]))
        expect(try await scenario.sync(), .unavailable, failures: ["alpha http"])
        #expect(scenario.index.requests.count == 1)
    }

    /// Nor beyond what is left of the time budget.
    @Test func nobodyIsWaitedForBeyondTheTimeBudget() async throws {
        let scenario = try Scenario(Self.alpha)
        try scenario.writeJob(select: Self.onlyAlpha, retries: 4)
        scenario.index.set("/simple/alpha/", .failure(503, headers: [("Retry-After", "50")]))
        let run = try await scenario.sync("--time-budget", "45s")
        expect(run, .unavailable, failures: ["alpha http"])
        #expect(scenario.index.requests.count == 1)
    }

    /// A date that the server's own clock does not stand beside.
    @Test func aDateInThePastIsNoWait() async throws {
        let scenario = try Scenario(Self.alpha)
        try scenario.writeJob(select: Self.onlyAlpha, retries: 1)
        let busy = Script.failure(
            503, headers: [("Retry-After", "Tue, 01 Jul 2025 08:00:00 GMT")])
        scenario.index.set("/simple/alpha/", [busy, .json(Self.alpha.page("alpha", .json))])
        expect(try await scenario.sync(), .ok, failures: [])
    }

    /// More files than are fetched at a time wait for one server; another has what is left.
    @Test func whoWaitsLeavesTheirPlaceToOthers() async throws {
        let (busy, idle) = (try LoopbackIndex(), try LoopbackIndex())
        var tree = IndexTree()
        for number in 0..<40 {
            let wheel = WheelMaker("aaa", "1.\(number)").wheel()
            tree.add(wheel) { $0.url = busy.url("/\(wheel.filename)") }
            busy.set(
                "/\(wheel.filename)",
                [.failure(429, headers: [("Retry-After", "2")]), .file(wheel.bytes)])
        }
        let last = WheelMaker("zzz").wheel()
        tree.add(last) { $0.url = idle.url("/\(last.filename)") }
        let servedBefore = Mutex<Int?>(nil)
        idle.respond { [busy] _ in
            servedBefore.withLock {
                $0 = Dictionary(grouping: busy.requests, by: \.target).count { $1.count > 1 }
            }
            return .file(last.bytes)
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            index: #"file-hosts = ["127.0.0.1:\#(busy.port)", "127.0.0.1:\#(idle.port)"]"#,
            retries: 4)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(servedBefore.withLock { $0 } == 0)
    }

    /// Files by the hundred on a server that fails, beside one page that fails for itself.
    @Test(arguments: [true, false])
    func aServerThatIsDownIsNotAskedForEachFile(isThere: Bool) async throws {
        let server = try LoopbackIndex()
        server.respond { _ in .failure(500) }
        var tree = IndexTree(WheelMaker("lost").wheel())
        for number in 0..<300 {
            let wheel = WheelMaker("alpha", "1.\(number)").wheel()
            tree.add(wheel) { $0.url = server.url("/\(wheel.filename)") }
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            index: #"file-hosts = ["127.0.0.1:\#(server.port)"]"#, retries: 4)
        scenario.index.set("/simple/lost/", .failure(403))
        if !isThere { server.stop() }
        let run = try await scenario.sync()
        expect(run, isThere ? .noperm : .noperm)
        #expect(server.requests.count < 100)
        #expect(run.failures.count == 301)
        let message = try #require(run.document["message"].string)
        #expect(message.hasPrefix("300 files could not be fetched from 127.0.0.1:\(server.port): "))
        #expect(message.contains(isThere ? "answered 500" : "could not connect"))
        #expect(message.hasSuffix("1 more failed for other reasons"))
    }
}
