import Cryptography
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Transport

@Suite struct TrafficTests {
    /// Fetches `count` pages at a time from a server; what became of each.
    private func fetchAll(
        _ count: Int, _ client: Client, _ request: @Sendable (Int) throws -> Request
    ) async throws -> [Result<Response, TransferError>] {
        let requests = try (0..<count).map(request)
        return await withTaskGroup(of: Result<Response, TransferError>.self) { group in
            for request in requests {
                group.addTask {
                    do throws(TransferError) {
                        return .success(try await client.fetch(request))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    // HTTP/2.

    @Test func transfersShareOneConnectionOverHTTP2() async throws {
        let nginx = try Nginx(
            location: "return 200 $request_uri;", SecureBench.ca.server)
        let url = nginx.tlsURL
        let client = SecureBench.client()
        let results = try await fetchAll(300, client) { try SecureBench.request("\(url)/\($0)") }
        let bodies = Set(try results.map { String(decoding: try $0.get().body, as: UTF8.self) })
        #expect(bodies.count == 300)
        let lines = nginx.accessLog
        #expect(lines.allSatisfy { $0.contains("HTTP/2.0") })
        #expect(Set(lines.compactMap { $0.split(separator: " ").last }).count == 1)
    }

    @Test func aServerMayCloseItsConnectionsNowAndThen() async throws {
        let nginx = try Nginx(
            location: "return 200 $request_uri;", server: "keepalive_requests 20;",
            SecureBench.ca.server)
        let url = nginx.tlsURL
        let client = SecureBench.client()
        let results = try await fetchAll(300, client) { try SecureBench.request("\(url)/\($0)") }
        #expect(Set(try results.map { try $0.get().body }).count == 300)
    }

    @Test func aBodyThatBreaksOffOverHTTP2GoesOn() async throws {
        let index = try LoopbackIndex()
        let whole = someBytes(300_000)
        index.set("/f", [.file(whole).behaving(.truncate(after: 100_000)), .file(whole)])
        let nginx = try Nginx(before: index, SecureBench.ca.server)
        let directory = try TemporaryDirectory()
        let target = try TargetFile(directory)
        var request = try SecureBench.request(nginx.tlsURL + "/f")
        request.purpose = .file
        let client = SecureBench.client()
        let receipt = try await client.download(request, into: target.sink())
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(await client.statistics.retries == 1)
        #expect(index.requests.last?["range"]?.hasPrefix("bytes=") == true)
    }

    @Test func endingOneTransferLeavesTheOthersOfItsConnection() async throws {
        let index = try LoopbackIndex()
        let whole = someBytes(2_000_000)
        index.set("/f", .file(whole))
        let nginx = try Nginx(before: index, SecureBench.ca.server)
        let client = SecureBench.client()
        let request = try SecureBench.request(nginx.tlsURL + "/f")
        let results = try await fetchAll(40, client) { number in
            var request = request
            if number % 2 == 0 { request.bodyLimit = 100_000 }
            return request
        }
        #expect(results.count { (try? $0.get().body) == whole } == 20)
        #expect(results.count { $0.failureKind == .tooLarge(limit: 100_000) } == 20)
        let connections = nginx.accessLog.compactMap { $0.split(separator: " ").last }
        #expect(Set(connections).count == 1)
    }

    // Trust.

    @Test func oneTrustFailureAnswersForAllRequestsThatWait() async throws {
        let stranger = try PrivateCA(name: "Somebody Else")
        let nginx = try Nginx(location: "return 200 hello;", stranger.server)
        let url = nginx.tlsURL
        let proxy = try ConnectProxy()
        let client = SecureBench.client(environment: ["https_proxy": proxy.url])
        let results = try await fetchAll(2000, client) { try SecureBench.request("\(url)/\($0)") }
        let failures = results.compactMap { result -> TrustFailure? in
            guard case .failure(let error) = result, case .tlsTrust(let failure) = error.kind else {
                return nil
            }
            return failure
        }
        #expect(failures.count == 2000)
        #expect(failures.count { !$0.isRepeated } == 1)
        #expect(proxy.requests.count == 1)
        let later = try await client.failure(of: SecureBench.request(url))
        #expect(later.reason == "skipped: see the trust failure of localhost:\(nginx.tlsPort)")
        #expect(proxy.requests.count == 1)
    }

    // Bandwidth.

    @Test func bandwidthIsSharedByAllTransfers() async throws {
        let bench = try Bench { $0.bandwidth = .constant(1 << 20) }
        bench.index.respond { _ in Script(body: [UInt8](repeating: 7, count: 1 << 18)) }
        let start = ContinuousClock.now
        let requests = try (0..<4).map { try bench.page("/\($0)") }
        let results = try await fetchAll(4, bench.client) { requests[$0] }
        #expect(try results.allSatisfy { try $0.get().body.count == 1 << 18 })
        // A quarter of a second may gather beforehand, the last pieces come before their wait.
        #expect(ContinuousClock.now - start > .milliseconds(400))
    }

    @Test func bandwidthFollowsTheTimeOfDayWithinATransfer() async throws {
        let bench = Mutex(0)
        let minute = { @Sendable in bench.withLock { $0 } }
        var limits = Limits()
        limits.retries = 0
        limits.stallTimeout = .milliseconds(200)
        limits.bandwidth = .timetable { $0 == 0 ? 1 : nil }
        let client = Client(
            limits: limits, environment: [:], version: "1", localMinute: minute)
        let index = try LoopbackIndex()
        index.set("/a", Script(body: [UInt8](repeating: 7, count: 4 << 20)))
        let address = try #require(WebAddress(index.url("/a")))
        let request = Request(
            address,
            policy: FetchPolicy(index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        )
        let task = Task { try await client.fetch(request) }
        while index.requests.isEmpty { await Task.yield() }
        bench.withLock { $0 = 1 }
        #expect(try await task.value.body.count == 4 << 20)
    }

    // The end.

    @Test func aShutdownLetsRunningTransfersFinish() async throws {
        let bench = try Bench { $0.connectionsPerHost = 1 }
        let gate = Gate()
        bench.index.set("/a", .html("a").behaving(.held(gate)))
        let request = try bench.page("/a")
        let running = Task { try await bench.client.fetch(request) }
        while bench.index.requests.isEmpty { await Task.yield() }
        let waiting = Task { try await bench.client.failure(of: request) }
        let end = Task { await bench.client.shutdown(grace: .seconds(60)) }
        #expect(try await waiting.value.kind == .cancelled)
        gate.open()
        #expect(try await running.value.body == Array("a".utf8))
        await end.value
        #expect(try await bench.client.failure(of: request).kind == .cancelled)
        #expect(bench.index.requests.count == 1)
    }

    @Test func aShutdownEndsWhatOutlastsTheGrace() async throws {
        let bench = try Bench()
        bench.index.set("/a", Script().behaving(.silent))
        let request = try bench.page("/a")
        let running = Task { try await bench.client.failure(of: request) }
        while bench.index.requests.isEmpty { await Task.yield() }
        await bench.client.shutdown(grace: .milliseconds(50))
        #expect(try await running.value.kind == .cancelled)
    }

    @Test func aShutdownEndsTheWaitForAnotherAttempt() async throws {
        let index = try LoopbackIndex()
        index.set("/a", .failure(503, headers: [("Retry-After", "60")]))
        let address = try #require(WebAddress(index.url("/a")))
        let request = Request(
            address,
            policy: FetchPolicy(index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        )
        let client = Client(environment: [:], version: "1")
        let waiting = Task { try await client.failure(of: request) }
        while index.requests.isEmpty { await Task.yield() }
        await client.shutdown(grace: .zero)
        #expect(try await waiting.value.kind == .cancelled)
    }
}

extension Result where Failure == TransferError {
    fileprivate var failureKind: TransferError.Kind? {
        guard case .failure(let error) = self else { return nil }
        return error.kind
    }
}
