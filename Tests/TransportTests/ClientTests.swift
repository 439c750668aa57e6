import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct ClientTests {
    @Test func aPageComesWithItsTypeValidatorsAndAddress() async throws {
        let bench = try Bench()
        let date = "Tue, 01 Jul 2025 08:00:00 GMT"
        bench.index.set("/simple/a/", .html("<p>hello</p>").tagged("\"1\"", lastModified: date))
        let response = try await bench.client.fetch(
            bench.page("/simple/a/") { $0.accept = "text/html" })
        #expect(response.status == 200)
        #expect(response.body == Array("<p>hello</p>".utf8))
        #expect(response.contentType == "text/html")
        #expect(response.validator == Validator(etag: "\"1\"", lastModified: date))
        #expect(response.address.description == bench.index.url("/simple/a/"))
        let request = try #require(bench.index.requests.first)
        #expect(request["accept"] == "text/html")
        #expect(request["user-agent"] == "wheelbarrow/1.2")
        #expect(request["accept-encoding"] == "gzip")
        #expect(request["authorization"] == nil)
        #expect(request["cookie"] == nil)
    }

    @Test func whatIsKnownIsAskedForConditionally() async throws {
        let bench = try Bench()
        bench.index.set("/simple/a/", .html("x").tagged("\"7\""))
        let known = Validator(etag: "\"7\"", lastModified: "Tue, 01 Jul 2025 08:00:00 GMT")
        let response = try await bench.client.fetch(bench.page("/simple/a/") { $0.known = known })
        #expect(response.isNotModified)
        #expect(response.body.isEmpty)
        let request = try #require(bench.index.requests.first)
        #expect(request["if-none-match"] == "\"7\"")
        #expect(request["if-modified-since"] == "Tue, 01 Jul 2025 08:00:00 GMT")
        let statistics = await bench.client.statistics
        #expect(statistics.requests == 1)
        #expect(statistics.notModified == 1)
    }

    @Test func aPageMayComeCompressed() async throws {
        let bench = try Bench()
        let script = Script(headers: [("Content-Encoding", "gzip")], body: Self.compressedHello)
        bench.index.set("/simple/a/", script)
        let response = try await bench.client.fetch(bench.page("/simple/a/"))
        #expect(response.body == Array("hello hello hello hello".utf8))
        let bytes = await bench.client.statistics.bytes
        #expect(bytes == Int64(Self.compressedHello.count))
    }

    /// `hello hello hello hello`, by gzip(1).
    private static let compressedHello: [UInt8] = [
        0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8,
        0x40, 0x27, 0x01, 0xe3, 0x51, 0x3d, 0x8d, 0x17, 0, 0, 0,
    ]

    @Test(arguments: [Script.Framing.contentLength, .chunked, .untilClose])
    func aBodyBeyondTheLimitIsRefused(framing: Script.Framing) async throws {
        let bench = try Bench()
        bench.index.set("/big", Script(body: someBytes(5000)).framed(framing))
        let error = try await bench.client.failure(
            of: bench.page("/big") { $0.bodyLimit = 4999 })
        #expect(error.kind == .tooLarge(limit: 4999))
        #expect(error.attempts == 1)
    }

    @Test func aMissingPageIsAFinalFailure() async throws {
        let bench = try Bench()
        let error = try await bench.client.failure(of: bench.page("/simple/a/"))
        #expect(error.kind == .http(status: 404))
        #expect(error.attempts == 1)
        #expect(
            error.description
                == "could not fetch \(bench.index.url("/simple/a/")): the server answered 404")
        #expect(bench.index.requests.count == 1)
    }

    @Test(arguments: [401, 403, 407])
    func aRefusalIsAFailureOfCredentials(status: Int) async throws {
        let bench = try Bench()
        bench.index.set("/a", .failure(status))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .auth(status: status))
        #expect(bench.index.requests.count == 1)
    }

    @Test(arguments: [408, 429, 500, 503])
    func aPassingFailureIsTriedAgain(status: Int) async throws {
        let bench = try Bench()
        bench.index.set("/a", failing: 2, status: status, then: .html("ok"))
        let response = try await bench.client.fetch(bench.page("/a"))
        #expect(response.body == Array("ok".utf8))
        let statistics = await bench.client.statistics
        #expect(statistics.requests == 3)
        #expect(statistics.retries == 2)
        // Half of 0.5 s, then half of 1 s.
        #expect(bench.clock.slept == .milliseconds(750))
    }

    @Test func attemptsEndAndAreCounted() async throws {
        let bench = try Bench { $0.retries = 3 }
        bench.index.set("/a", .failure(502))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .http(status: 502))
        #expect(error.attempts == 4)
        #expect(error.elapsed == .milliseconds(1750))
        #expect(
            error.description == "could not fetch \(bench.index.url("/a")): the server answered 502"
                + " after 4 attempts in 1.8 s")
        #expect(bench.index.requests.count == 4)
    }

    @Test func aServerMaySayWhenToComeBack() async throws {
        let bench = try Bench()
        let busy = Script.failure(503, headers: [("Retry-After", "7")])
        bench.index.set("/a", [busy, .html("ok")])
        _ = try await bench.client.fetch(bench.page("/a"))
        #expect(bench.clock.slept == .milliseconds(7250))
    }

    @Test func theTimeToComeBackIsReadByTheServersClock() async throws {
        let bench = try Bench()
        let busy = Script.failure(
            429,
            headers: [
                ("Date", "Tue, 01 Jul 2025 08:00:00 GMT"),
                ("Retry-After", "Tue, 01 Jul 2025 08:00:40 GMT"),
            ])
        bench.index.set("/a", [busy, .html("ok")])
        _ = try await bench.client.fetch(bench.page("/a"))
        #expect(bench.clock.slept == .milliseconds(40_250))
    }

    @Test func aServerThatIsNotThereIsAFailureToConnect() async throws {
        let bench = try Bench { $0.retries = 1 }
        let request = try bench.page("/a")
        bench.index.stop()
        let error = try await bench.client.failure(of: request)
        #expect(error.kind == .connect)
        #expect(error.attempts == 2)
        let requests = await bench.client.statistics.requests
        #expect(requests == 0)
    }

    @Test func aNameThatCannotBeIsAFailureToResolve() async throws {
        let bench = try Bench { $0.retries = 0 }
        // A label of more than 63 bytes never leaves the machine.
        let address = try #require(
            WebAddress("http://\(String(repeating: "a", count: 64)).invalid/"))
        let policy = FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        let error = try await bench.client.failure(of: Request(address, policy: policy))
        #expect(error.kind == .dns)
    }

    @Test func whatIsNotHTTPIsMalformed() async throws {
        let bench = try Bench()
        bench.index.set("/a", Script().behaving(.raw(Array("SSH-2.0-server\r\n".utf8))))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .malformed)
    }

    @Test func headersWithoutEndAreMalformed() async throws {
        let bench = try Bench()
        var script = Script.html("x")
        for number in 0..<100 {
            script = script.adding("X-\(number)", String(repeating: "x", count: 4000))
        }
        bench.index.set("/a", script)
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .malformed)
    }

    @Test(arguments: [Script.Behaviour.close, .truncate(after: 3), .reset(after: 3)])
    func aBodyThatBreaksOffIsFetchedAgain(behaviour: Script.Behaviour) async throws {
        let bench = try Bench()
        bench.index.set("/a", [.html("whole").behaving(behaviour), .html("whole")])
        let response = try await bench.client.fetch(bench.page("/a"))
        #expect(response.body == Array("whole".utf8))
        let retries = await bench.client.statistics.retries
        #expect(retries == 1)
    }

    @Test func aPageThatAlwaysBreaksOffIsTruncated() async throws {
        let bench = try Bench { $0.retries = 0 }
        bench.index.set("/a", .html("whole").framed(.chunked).behaving(.truncate(after: 3)))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .truncated)
    }

    @Test func aServerThatSaysNothingTimesOut() async throws {
        let bench = try Bench {
            $0.retries = 1
            $0.stallTimeout = .milliseconds(200)
        }
        bench.index.set("/a", Script().behaving(.silent))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .timeout)
        #expect(error.attempts == 2)
    }

    @Test func aCancelledTaskEndsItsTransferAtOnce() async throws {
        let bench = try Bench()
        bench.index.set("/a", Script().behaving(.silent))
        let request = try bench.page("/a")
        let task = Task { try await bench.client.failure(of: request) }
        while bench.index.requests.isEmpty { await Task.yield() }
        task.cancel()
        let error = try await task.value
        #expect(error.kind == .cancelled)
        #expect(error.attempts == 1)
    }

    @Test func aTaskThatIsCancelledBeforehandSendsNothing() async throws {
        let bench = try Bench()
        bench.index.set("/a", .html("x"))
        let request = try bench.page("/a")
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await bench.client.failure(of: request)
        }
        task.cancel()
        #expect(try await task.value.kind == .cancelled)
    }

    @Test func connectionsAreKeptForLaterRequests() async throws {
        let bench = try Bench()
        bench.index.set("/a", .html("x"))
        for _ in 0..<20 { _ = try await bench.client.fetch(bench.page("/a")) }
        #expect(bench.index.connectionCount == 1)
    }

    @Test func moreTransfersThanConnectionsWaitTheirTurn() async throws {
        let bench = try Bench { $0.connectionsPerHost = 3 }
        let gate = Gate()
        bench.index.respond { request in
            request.target == "/first" ? nil : .html("x").behaving(.held(gate))
        }
        bench.index.set("/first", .html("x"))
        _ = try await bench.client.fetch(bench.page("/first"))
        let requests = try (0..<40).map { try bench.page("/\($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for request in requests {
                group.addTask { _ = try await bench.client.fetch(request) }
            }
            while bench.index.peakConcurrency < 3 { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }
        #expect(bench.index.requests.count == 41)
        #expect(bench.index.peakConcurrency == 3)
        #expect(bench.index.connectionCount <= 3)
    }

    @Test func connectionsInAllAreLimited() async throws {
        let bench = try Bench {
            $0.connections = 4
            $0.connectionsPerHost = 3
        }
        let other = try LoopbackIndex()
        let (gate, both) = (Gate(), [bench.index, other])
        for index in both {
            index.respond { request in
                request.target == "/first" ? .html("x") : .html("x").behaving(.held(gate))
            }
        }
        func request(_ index: LoopbackIndex, _ path: String) throws -> Request {
            let address = try #require(WebAddress(index.url(path)))
            return Request(
                address,
                policy: FetchPolicy(
                    index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none"))))
        }
        for index in both { _ = try await bench.client.fetch(request(index, "/first")) }
        let requests = try both.flatMap { index in try (0..<10).map { try request(index, "/\($0)") }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for request in requests {
                group.addTask { _ = try await bench.client.fetch(request) }
            }
            let sum = { both.reduce(0) { $0 + $1.requests.count } }
            while sum() < 2 + 4 { await Task.yield() }
            #expect(sum() == 2 + 4)
            gate.open()
            try await group.waitForAll()
        }
        #expect(bench.index.peakConcurrency + other.peakConcurrency <= 2 * 3)
    }
}
