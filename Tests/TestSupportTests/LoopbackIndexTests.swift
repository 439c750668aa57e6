import TestSupport
import Testing

/// The server is asked by curl, which shares nothing with it.
@Suite struct LoopbackIndexTests {
    private func curl(_ arguments: String...) async throws -> Outcome {
        try await Program.run("curl", ["-sS", "--max-time", "20"] + arguments)
    }

    @Test func answersByTableAndRecords() async throws {
        let index = try LoopbackIndex()
        index.set("/simple/", .html("<p>hello"))
        let both = try await curl("-H", "X-Mine: 1", index.url("/simple/"), index.url("/other?q"))
        #expect(both.output == "<p>hellostatus 404\n")
        #expect(index.requests.map(\.description) == ["GET /simple/", "GET /other?q"])
        #expect(index.requests[0]["x-mine"] == "1")
        #expect(index.connectionCount == 1)
    }

    @Test func scriptsFollowEachOther() async throws {
        let index = try LoopbackIndex()
        index.set("/a", failing: 2, status: 503, then: .html("done"))
        let format = ["-o", "/dev/null", "-w", "%{http_code} "]
        let codes = try await Program.run(
            "curl", ["-s"] + (0..<4).flatMap { _ in format + [index.url("/a")] })
        #expect(codes.output == "503 503 200 200 ")
    }

    @Test func conditionsAndRangesAreHonoured() async throws {
        let index = try LoopbackIndex()
        index.set("/f", .file(Array("0123456789".utf8)).adding("X", "y"))
        let first = try await curl("-D", "-", "-o", "/dev/null", index.url("/f"))
        let etag = try #require(
            first.output.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }?.dropFirst(6))
        let unchanged = try await curl("-i", "-H", "If-None-Match: \(etag)", index.url("/f"))
        #expect(unchanged.output.hasPrefix("HTTP/1.1 304"))
        let rest = try await curl("-i", "-r", "7-", "-H", "If-Range: \(etag)", index.url("/f"))
        #expect(rest.output.hasPrefix("HTTP/1.1 206"))
        #expect(rest.output.contains("Content-Range: bytes 7-9/10\r\n"))
        #expect(rest.output.hasSuffix("\r\n\r\n789"))
        let part = try await curl("-i", "-r", "2-3", index.url("/f"))
        #expect(part.output.contains("Content-Range: bytes 2-3/10\r\n"))
        let whole = try await curl("-r", "7-", "-H", "If-Range: \"old\"", index.url("/f"))
        #expect(whole.output == "0123456789")
        let beyond = try await curl("-i", "-r", "10-", index.url("/f"))
        #expect(beyond.output.hasPrefix("HTTP/1.1 416"))
    }

    /// Exit codes as in curl(1): 18 partial, 52 nothing received, 56 receive failure, 28 timeout.
    @Test(arguments: [
        (Script.Behaviour.truncate(after: 3), Int32(18)), (.close, 52), (.reset(after: 3), 56),
        (.raw(Array("nonsense\r\n\r\n".utf8)), 1), (.normal, 0), (.slow(bytesPerSecond: 100), 0),
    ])
    func misbehavesAsAsked(behaviour: Script.Behaviour, code: Int32) async throws {
        let index = try LoopbackIndex()
        index.set("/x", Script.html("0123456789").behaving(behaviour))
        let outcome = try await curl(index.url("/x"))
        #expect(outcome.status == .exited(code))
        if code == 18 || code == 56 { #expect(outcome.output == "012") }
    }

    @Test(arguments: [Script.Behaviour.stall(after: 3), .silent])
    func staysSilentAsAsked(behaviour: Script.Behaviour) async throws {
        let index = try LoopbackIndex()
        index.set("/x", Script.html("0123456789").behaving(behaviour))
        let outcome = try await Program.run("curl", ["-s", "--max-time", "0.3", index.url("/x")])
        #expect(outcome.status == .exited(28))
    }

    @Test(arguments: [Script.Framing.chunked, .untilClose])
    func framesBodies(framing: Script.Framing) async throws {
        let index = try LoopbackIndex()
        index.set("/x", Script.html("0123456789").framed(framing))
        #expect(try await curl(index.url("/x")).output == "0123456789")
        index.set("/y", Script.html("0123456789").framed(framing).behaving(.truncate(after: 4)))
        let cut = try await curl(index.url("/y"))
        // A body that ends with the connection cannot be told from a cut one.
        #expect(cut.status == .exited(framing == .chunked ? 18 : 0))
        #expect(cut.output == "0123")
    }

    @Test func aGateHoldsAnswersTogether() async throws {
        let index = try LoopbackIndex()
        let gate = Gate()
        index.respond { [weak index] _ in
            if index?.requests.count == 3 { gate.open() }
            return Script.html("x").behaving(.held(gate))
        }
        let urls = (0..<3).map { index.url("/\($0)") }
        let outcome = try await Program.run(
            "curl", ["-sZ", "--parallel-immediate", "--max-time", "20"] + urls)
        #expect(outcome.output == "xxx")
        #expect(index.peakConcurrency == 3)
    }

    @Test func stoppingRefusesConnections() async throws {
        let index = try LoopbackIndex()
        index.stop()
        #expect(try await curl(index.url("/")).status == .exited(7))
        // Nobody else gets its port meanwhile.
        let others = try (0..<50).map { _ in try LoopbackIndex() }
        #expect(!others.contains { $0.port == index.port })
    }
}
