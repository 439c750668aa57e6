import Cryptography
import Glibc
import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct FileWriterTests {
    private let whole = someBytes(300_000)

    @Test func aFileIsWrittenAndHashedOnTheWay() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole).adding("Content-Encoding", "gzip"))
        let target = try TargetFile(bench.directory)
        let progress = DownloadProgress()
        let receipt = try await bench.client.download(
            bench.file("/f"), into: target.sink { $0.progress = progress })
        #expect(target.bytes == whole)
        #expect(receipt.size == 300_000)
        #expect(
            receipt.digests == [Hashing.digest(whole, .md5), Hashing.digest(whole, .sha256)])
        #expect(receipt.validator.etag == Script.file(whole).etag)
        #expect(progress.received == 300_000)
        let request = try #require(bench.index.requests.first)
        #expect(request["accept-encoding"] == "identity")
        #expect(request["range"] == nil)
        let statistics = await bench.client.statistics
        #expect(statistics.bytes == 300_000)
    }

    @Test func anEmptyFileIsAFile() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file([]))
        let target = try TargetFile(bench.directory)
        let receipt = try await bench.client.download(bench.file("/f"), into: target.sink())
        #expect(receipt.size == 0)
        #expect(receipt.digests == [Hashing.digest([], .md5), Hashing.digest([], .sha256)])
    }

    // Going on from an earlier call.

    @Test func whatIsThereIsNotFetchedAgain() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole))
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(100_000)))
        let receipt = try await bench.client.download(
            bench.file("/f"), into: target.resuming(Validator(etag: Script.file(whole).etag)))
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        let request = try #require(bench.index.requests.first)
        #expect(request["range"] == "bytes=100000-")
        #expect(request["if-range"] == Script.file(whole).etag)
        let bytes = await bench.client.statistics.bytes
        #expect(bytes == 200_000)
    }

    @Test func aFileThatChangedIsFetchedFromTheStart() async throws {
        let bench = try Bench()
        let short = Array(whole.reversed().prefix(50_000))
        bench.index.set("/f", .file(short))
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(100_000)))
        let receipt = try await bench.client.download(
            bench.file("/f"), into: target.resuming(Validator(etag: "\"old\"")))
        #expect(target.bytes == short)
        #expect(receipt.size == 50_000)
        #expect(receipt.digests.last == Hashing.digest(short, .sha256))
        #expect(receipt.validator.etag == Script.file(short).etag)
        #expect(bench.index.requests.count == 1)
    }

    @Test(arguments: ["bytes 5-299999/300000", "bytes x", "items 100000-299999/300000"])
    func anotherPartThanAskedForIsNotTaken(range: String) async throws {
        let bench = try Bench()
        let whole = whole
        bench.index.respond { request in
            guard request["range"] != nil else { return .file(whole) }
            return Script(
                status: 206, headers: [("Content-Range", range)], body: Array(whole.suffix(999)))
        }
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(100_000)))
        let receipt = try await bench.client.download(
            bench.file("/f"), into: target.resuming(Validator(etag: "\"1\"")))
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.count == 2)
        let retries = await bench.client.statistics.retries
        #expect(retries == 0)
    }

    @Test func aRangeBeyondTheEndBeginsAnew() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole).tagged("\"1\""))
        let target = try TargetFile(bench.directory, holding: whole + [1, 2, 3])
        let receipt = try await bench.client.download(
            bench.file("/f"), into: target.resuming(Validator(etag: "\"1\"")))
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.map { $0["range"] } == ["bytes=300003-", nil])
    }

    @Test func aPartNobodyAskedForIsMalformed() async throws {
        let bench = try Bench()
        let script = Script(
            status: 206, headers: [("Content-Range", "bytes 5-9/10")], body: [1, 2, 3, 4, 5])
        bench.index.set("/f", script)
        let target = try TargetFile(bench.directory)
        let error = try await bench.client.failure(of: bench.file("/f"), into: target.sink())
        #expect(error.kind == .malformed)
        #expect(target.bytes.isEmpty)
    }

    @Test func aWeakTagDoesNotServeToGoOn() async throws {
        let bench = try Bench()
        let date = "Tue, 01 Jul 2025 08:00:00 GMT"
        bench.index.set("/f", .file(whole).tagged("W/\"1\"", lastModified: date))
        let part = Array(whole.prefix(1000))
        let target = try TargetFile(bench.directory, holding: part)
        _ = try await bench.client.download(
            bench.file("/f"), into: target.resuming(Validator(etag: "W/\"1\"", lastModified: date)))
        #expect(bench.index.requests.first?["if-range"] == date)
        let other = try TargetFile(bench.directory, holding: part)
        _ = try await bench.client.download(
            bench.file("/f"), into: other.resuming(Validator(etag: "W/\"1\"")))
        #expect(bench.index.requests.last?["range"] == nil)
        #expect(other.bytes == whole)
    }

    @Test func aFileThatIsWholeIsNotAskedFor() async throws {
        let bench = try Bench()
        let target = try TargetFile(bench.directory, holding: whole)
        let receipt = try await bench.client.download(
            bench.file("/f"),
            into: target.resuming(Validator(etag: "\"1\"")) {
                $0.expectedSize = 300_000
            })
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.isEmpty)
    }

    // Going on within one call.

    @Test(arguments: [Script.Behaviour.truncate(after: 100_000), .reset(after: 100_000)])
    func aFileThatBreaksOffGoesOnWhereItStopped(behaviour: Script.Behaviour) async throws {
        let bench = try Bench()
        bench.index.set("/f", [.file(whole).behaving(behaviour), .file(whole)])
        let target = try TargetFile(bench.directory)
        let receipt = try await bench.client.download(bench.file("/f"), into: target.sink())
        #expect(target.bytes == whole)
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.map { $0["range"] } == [nil, "bytes=100000-"])
        let statistics = await bench.client.statistics
        #expect(statistics.retries == 1)
        #expect(statistics.bytes == 300_000)
    }

    @Test func aFailedDownloadSaysFromWhereToGoOn() async throws {
        let bench = try Bench { $0.retries = 0 }
        bench.index.set("/f", [.file(whole).behaving(.truncate(after: 100_000)), .file(whole)])
        let target = try TargetFile(bench.directory)
        let request = try bench.file("/f")
        let error = try await bench.client.failure(of: request, into: target.sink())
        #expect(error.kind == .truncated)
        let present = try #require(error.present)
        #expect(present.size == 100_000)
        let receipt = try await bench.client.download(
            request, into: target.resuming(present.validator))
        #expect(target.bytes == whole)
        #expect(receipt.size == 300_000)
        #expect(bench.index.requests.last?["range"] == "bytes=100000-")
    }

    @Test func aFileWithoutALengthThatEndsTooSoonIsTruncated() async throws {
        let bench = try Bench()
        let short = Script(body: Array(whole.prefix(1000))).framed(.untilClose)
        bench.index.set("/f", [short, .file(whole)])
        let target = try TargetFile(bench.directory)
        _ = try await bench.client.download(
            bench.file("/f"), into: target.sink { $0.expectedSize = 300_000 })
        #expect(target.bytes == whole)
        let retries = await bench.client.statistics.retries
        #expect(retries == 1)
    }

    @Test func anErrorPageNeverReachesTheFile() async throws {
        let bench = try Bench { $0.retries = 1 }
        let big = Script(status: 500, body: someBytes(1_000_000))
        bench.index.set("/f", big)
        let target = try TargetFile(bench.directory, holding: Array(whole.prefix(10)))
        let error = try await bench.client.failure(
            of: bench.file("/f"), into: target.resuming(Validator(etag: "\"1\"")))
        #expect(error.kind == .http(status: 500))
        #expect(error.attempts == 2)
        #expect(target.bytes == Array(whole.prefix(10)))
        #expect(error.present?.size == 10)
    }

    // Sizes.

    @Test(arguments: [Script.Framing.contentLength, .chunked])
    func aFileOfAnotherSizeIsRefused(framing: Script.Framing) async throws {
        let bench = try Bench()
        bench.index.set("/f", Script(body: whole).framed(framing))
        let target = try TargetFile(bench.directory)
        let error = try await bench.client.failure(
            of: bench.file("/f"), into: target.sink { $0.expectedSize = 200_000 })
        guard case .sizeMismatch(expected: 200_000, actual: let actual) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(actual > 200_000)
        #expect(target.bytes.count <= 200_000)
    }

    @Test func aShorterFileIsRefused() async throws {
        let bench = try Bench()
        bench.index.set("/f", Script(body: whole))
        let target = try TargetFile(bench.directory)
        let error = try await bench.client.failure(
            of: bench.file("/f"), into: target.sink { $0.expectedSize = 300_001 })
        #expect(error.kind == .sizeMismatch(expected: 300_001, actual: 300_000))
        #expect(bench.index.requests.count == 1)
    }

    @Test(arguments: [Script.Framing.contentLength, .chunked])
    func aFileBeyondTheLimitIsRefused(framing: Script.Framing) async throws {
        let bench = try Bench()
        bench.index.set("/f", Script(body: whole).framed(framing))
        let target = try TargetFile(bench.directory)
        let error = try await bench.client.failure(
            of: bench.file("/f"), into: target.sink { $0.sizeLimit = 100_000 })
        #expect(error.kind == .tooLarge(limit: 100_000))
        #expect(target.bytes.count <= 100_000)
    }

    // Disks.

    @Test func aFullDiskEndsTheDownload() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole))
        let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        let error = try await bench.client.failure(
            of: bench.file("/f"),
            into: DownloadSink(descriptor: full, digests: DigestStream([.sha256])))
        #expect(error.kind == .disk(errno: ENOSPC))
        #expect(error.attempts == 1)
    }

    // Time.

    @Test func aStalledDownloadTimesOutAndGoesOn() async throws {
        let bench = try Bench { $0.stallTimeout = .milliseconds(200) }
        bench.index.set("/f", [.file(whole).behaving(.stall(after: 100_000)), .file(whole)])
        let target = try TargetFile(bench.directory)
        let receipt = try await bench.client.download(bench.file("/f"), into: target.sink())
        #expect(receipt.digests.last == Hashing.digest(whole, .sha256))
        #expect(bench.index.requests.last?["range"] == "bytes=100000-")
    }

    @Test func aSlowDownloadIsNoStall() async throws {
        let bench = try Bench { $0.stallTimeout = .milliseconds(200) }
        bench.index.set("/f", .file(someBytes(6000)).behaving(.slow(bytesPerSecond: 8000)))
        let target = try TargetFile(bench.directory)
        let receipt = try await bench.client.download(bench.file("/f"), into: target.sink())
        #expect(receipt.size == 6000)
        #expect(bench.index.requests.count == 1)
    }

    @Test func cancellingLeavesWhatCameForTheNextTime() async throws {
        let bench = try Bench()
        bench.index.set("/f", .file(whole).behaving(.stall(after: 100_000)))
        let target = try TargetFile(bench.directory)
        let progress = DownloadProgress()
        let (request, sink) = (try bench.file("/f"), target.sink { $0.progress = progress })
        let task = Task { try await bench.client.failure(of: request, into: sink) }
        while progress.received < 100_000 { await Task.yield() }
        task.cancel()
        let error = try await task.value
        #expect(error.kind == .cancelled)
        #expect(
            error.present
                == PartialContent(
                    size: 100_000, validator: Validator(etag: Script.file(whole).etag)))
        #expect(target.bytes == Array(whole.prefix(100_000)))
    }
}
