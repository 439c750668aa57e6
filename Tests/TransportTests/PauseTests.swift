import Primitives
import TestSupport
import Testing

@testable import Transport

/// Servers that ask to be left alone.
@Suite struct PauseTests {
    private func busy(_ status: Int = 429, _ headers: (String, String)...) -> Script {
        .failure(status, headers: headers.map { (name: $0.0, value: $0.1) })
    }

    @Test(arguments: ["61", "86400", "99999999999999999999999"])
    func whoAsksForMoreThanAMinuteIsNotWaitedFor(seconds: String) async throws {
        let bench = try Bench()
        bench.index.set("/a", busy(503, ("Retry-After", seconds)))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .http(status: 503))
        #expect(error.attempts == 1)
        #expect(bench.clock.slept == .zero)
    }

    @Test func nobodyIsWaitedForBeyondTheBudget() async throws {
        let bench = try Bench()
        await bench.client.limit(to: .seconds(40))
        bench.index.set("/b", [busy(500, ("Retry-After", "19")), .html("ok")])
        #expect(try await bench.client.fetch(bench.page("/b")).status == 200)
        bench.index.set("/a", busy(503, ("Retry-After", "21")))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.attempts == 1)
    }

    @Test(arguments: [(429, nil), (429, "40"), (503, "40")] as [(Int, String?)])
    func aWholeOriginIsLeftAlone(status: Int, seconds: String?) async throws {
        let bench = try Bench { $0.retries = 0 }
        let headers = seconds.map { [(name: "Retry-After", value: $0)] } ?? []
        bench.index.set("/a", .failure(status, headers: headers))
        bench.index.set("/b", .html("b"))
        _ = try await bench.client.failure(of: bench.page("/a"))
        let before = bench.clock.slept
        #expect(try await bench.client.fetch(bench.page("/b")).status == 200)
        let waited = bench.clock.slept - before
        #expect(seconds == nil ? waited > .zero : waited >= .seconds(40))
    }

    @Test func othersAreNotLeftAloneForIt() async throws {
        let bench = try Bench { $0.retries = 0 }
        let other = try LoopbackIndex()
        bench.index.set("/a", busy(429, ("Retry-After", "40")))
        other.set("/b", .html("b"))
        _ = try await bench.client.failure(of: bench.page("/a"))
        let address = try #require(WebAddress(other.url("/b")))
        let policy = FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        #expect(try await bench.client.fetch(Request(address, policy: policy)).status == 200)
        #expect(bench.clock.slept == .zero)
    }

    @Test func whoWantsToBeLeftAloneForADayIsAskedOnce() async throws {
        let bench = try Bench()
        bench.index.respond { _ in .failure(429, headers: [("Retry-After", "86400")]) }
        for number in 0..<20 {
            let error = try await bench.client.failure(of: bench.page("/\(number)"))
            #expect(error.kind == .http(status: 429))
            #expect(error.isSkipped == (number > 0))
        }
        #expect(bench.index.requests.count == 1)
    }

    @Test func aDateWithoutTheServersOwnIsReadByOurClock() async throws {
        let bench = try Bench()
        // Long past: there is nothing to wait for but the jitter.
        bench.index.set(
            "/a", [busy(503, ("Retry-After", "Tue, 01 Jul 2025 08:00:00 GMT")), .html("ok")])
        #expect(try await bench.client.fetch(bench.page("/a")).status == 200)
        #expect(bench.clock.slept == .milliseconds(250))
        bench.index.set("/b", busy(503, ("Retry-After", "Fri, 01 Jul 2089 08:00:00 GMT")))
        #expect(try await bench.client.failure(of: bench.page("/b")).attempts == 1)
    }

    @Test func anOriginThatFailsFiftyTimesIsNotAskedForTheRest() async throws {
        let bench = try Bench()
        bench.index.respond { _ in .failure(500) }
        var skipped = 0
        for number in 0..<100 {
            let error = try await bench.client.failure(of: bench.page("/\(number)"))
            #expect(error.kind == .http(status: 500))
            if error.isSkipped { skipped += 1 }
        }
        #expect(bench.index.requests.count == 50)
        #expect(skipped == 90)
    }

    @Test func aProbeFindsOutWhenItIsBack() async throws {
        let bench = try Bench { $0.retries = 0 }
        bench.index.respond { $0.target == "/good" ? .html("ok") : .failure(500) }
        for number in 0..<60 { _ = try await bench.client.failure(of: bench.page("/\(number)")) }
        #expect(try await bench.client.failure(of: bench.page("/good")).isSkipped)
        try await bench.clock.sleep(for: .seconds(30))
        #expect(try await bench.client.fetch(bench.page("/good")).status == 200)
        #expect(try await bench.client.failure(of: bench.page("/a")).isSkipped == false)
    }

    @Test func aServerThatWasTooBusyIsAskedLessAtATime() async throws {
        let bench = try Bench { $0.retries = 9 }
        bench.index.set("/first", [busy(429, ("Retry-After", "1")), .html("x")])
        bench.index.respond { $0.target == "/first" ? nil : .html("x") }
        let requests = try (0..<8).map { try bench.page("/\($0)") }
        _ = try await bench.client.fetch(bench.page("/first"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for request in requests {
                group.addTask { _ = try await bench.client.fetch(request) }
            }
            try await group.waitForAll()
        }
        #expect(bench.index.peakConcurrency == 1)
    }
}
