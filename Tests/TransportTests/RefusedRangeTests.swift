import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Transport

/// Servers, and what stands before them, that refuse a request because it asks for a part.
@Suite struct RefusedRangeTests {
    private let whole = someBytes(1000)

    /// Answers 200 to who asks for the whole, `script` to everybody else.
    private func serve(_ script: Script, on bench: Bench) {
        let whole = whole
        bench.index.respond { request in
            request["range"] == nil ? Script(body: whole) : script
        }
    }

    @Test(arguments: [400, 401, 403, 404, 405, 406, 410, 412, 416, 500, 501, 502, 503])
    func aDownloadBeginsAnewWithoutIt(status: Int) async throws {
        let bench = try Bench { $0.retries = 0 }
        serve(.failure(status), on: bench)
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(400)))
        let sink = target.resuming(Validator(etag: "\"1\""))
        let receipt = try await bench.client.download(bench.file("/f"), into: sink)
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.count == 2)
    }

    @Test func whatIsThereStaysWhereTheWholeIsRefusedToo() async throws {
        let bench = try Bench { $0.retries = 0 }
        bench.index.respond { _ in .failure(503) }
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(400)))
        let sink = target.resuming(Validator(etag: "\"1\""))
        let error = try await bench.client.failure(of: bench.file("/f"), into: sink)
        #expect(error.kind == .http(status: 503))
        #expect(error.present?.size == 400)
        #expect(target.bytes == Array(whole.prefix(400)))
    }

    @Test func aServerThatIsBusyForPartsAloneIsAskedForTheWholeInTheEnd() async throws {
        let bench = try Bench { $0.retries = 2 }
        serve(.failure(429, headers: [("Retry-After", "1")]), on: bench)
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(400)))
        let sink = target.resuming(Validator(etag: "\"1\""))
        _ = try await bench.client.download(bench.file("/f"), into: sink)
        #expect(target.bytes == whole)
        #expect(bench.index.requests.map { $0["range"] != nil } == [true, true, false])
    }

    @Test(arguments: [200, 206, 400, 403, 404, 405, 412, 416, 500, 501, 503])
    func aPartComesAsTheWholeAndOnce(status: Int) async throws {
        let bench = try Bench { $0.retries = 0 }
        var script = status == 200 ? Script(body: whole) : Script.failure(status)
        // A part that names no size is no use.
        if status == 206 { script.headers.append(("Content-Range", "bytes 10-19/*")) }
        serve(script, on: bench)
        let target = try TargetFile(bench.directory)
        let sink = target.sink()
        let answer = try await bench.client.fetch(10..<20, of: bench.file("/f")) { sink }
        guard case .whole(let receipt) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(receipt.size == 1000)
        #expect(target.bytes == whole)
        #expect(bench.index.requests.count == (status == 200 ? 1 : 2))
    }

    @Test func aPartComesAloneWhereTheServerKnowsParts() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole))
        let answer = try await bench.client.fetch(990..<1010, of: bench.file("/f")) { nil }
        guard case .part(let bytes, let total) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(bytes == Array(whole.suffix(10)))
        #expect(total == 1000)
    }

    @Test func aWholeThatBreaksOffComesAgain() async throws {
        let bench = try Bench()
        let target = try TargetFile(bench.directory)
        let sink = target.sink()
        bench.index.set(
            "/f", [Script(body: whole).behaving(.truncate(after: 300)), Script(body: whole)])
        _ = try await bench.client.fetch(10..<20, of: bench.file("/f")) { sink }
        #expect(target.bytes == whole)
    }

    @Test func aWholeWithoutAPlaceFailsAsADiskDoes() async throws {
        let bench = try Bench()
        serve(Script(body: whole), on: bench)
        let request = try bench.file("/f")
        await #expect(throws: TransferError.self) {
            _ = try await bench.client.fetch(10..<20, of: request) { nil }
        }
        #expect(bench.index.requests.count == 1)
    }
}
