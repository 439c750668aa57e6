import MirrorStore
import NIOCore
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Serving

/// Answers that break off: what the log and the operator are told of them.
@Suite struct BrokenAnswerTests {
    private static let wheel = "GET \(ServedMirror.wheelPath) HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(.timeLimit(.minutes(5)))
    func aFileThatBecomesShorterEndsItsAnswerAtOnce() async throws {
        // Nobody is given up for being slow.
        var limits = ServingLimits()
        limits.stall = .hours(1)
        let directory = try ServedMirror.publishedMirror()
        let (records, told) = AsyncStream.makeStream(of: AnswerRecord.self)
        let failures = Mutex<[StoreError]>([])
        let journal = ServingJournal(answered: { told.yield($0) }) { failure in
            failures.withLock { $0.append(failure) }
        }
        try await ServedMirror.serve(directory, limits: limits, journal: journal) { mirror in
            for size: Int64 in [0, 100_000, 10_999_999] {
                try directory.write(ServedMirror.wheel, to: "public" + ServedMirror.wheelPath)
                // One takes nothing meanwhile, the other all that it can have.
                let (slow, quick) = (try mirror.client(), try mirror.client())
                for client in [slow, quick] {
                    client.send(Self.wheel)
                    #expect(try await client.beginning().status == 200)
                }
                try directory.truncate("public" + ServedMirror.wheelPath, to: size)
                for client in [quick, slow] {
                    let answer = try await client.rest()
                    #expect(answer.body.count < ServedMirror.wheel.count)
                }
                for await record in records.prefix(2) {
                    #expect((1..<ServedMirror.wheel.count).contains(record.bytes))
                }
            }
        }
        // The clock stands still.
        let causes = failures.withLock { $0 }
        #expect(causes.count == 1)
        #expect(causes.first?.description.contains("shorter") == true)
    }

    @Test func aClientThatTakesNothingIsGivenUpAndItsBytesAreCounted() async throws {
        var limits = ServingLimits()
        limits.stall = .milliseconds(300)
        let (records, told) = AsyncStream.makeStream(of: AnswerRecord.self)
        let journal = ServingJournal(answered: { told.yield($0) }, unreadable: { _ in })
        try await ServedMirror.serve(
            try ServedMirror.publishedMirror(), limits: limits, journal: journal
        ) { mirror in
            let client = try mirror.client()
            client.send(Self.wheel)
            for await record in records.prefix(1) {
                // The system's own buffers came to the client, and nothing else.
                #expect(record.bytes == (try await client.rest()).body.count)
                #expect(record.bytes < ServedMirror.wheel.count)
            }
        }
    }

    /// Takes 400 KB a second with a buffer of its own that holds little, and says how much it got.
    private static let slowClient = """
        import socket, sys, time
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.connect(("127.0.0.1", int(sys.argv[1])))
        client.sendall(sys.argv[2].encode())
        start, taken = time.monotonic(), 0
        while piece := client.recv(16384):
            taken += len(piece)
            time.sleep(max(0, taken / 400_000 - (time.monotonic() - start)))
        print(taken)
        """

    @Test func aClientThatTakesLittleButStillTakesIsWaitedFor() async throws {
        var limits = ServingLimits()
        limits.stall = .seconds(3)
        try await ServedMirror.serve(try ServedMirror.publishedMirror(), limits: limits) { mirror in
            let request = """
                GET \(ServedMirror.wheelPath) HTTP/1.1\r
                Host: a\r
                Range: bytes=0-6999999\r
                Connection: close\r
                \r

                """
            // The system's buffer here would take megabytes at once, and nothing more for long.
            let outcome = try await Program.run(
                "python3", ["-c", Self.slowClient, "\(mirror.address.port ?? 0)", request])
            let taken = Int(outcome.output.filter(\.isNumber)) ?? 0
            #expect(taken > 7_000_000, "\(outcome.errors)")
        }
    }

    @Test func theLogCountsWhatAClientTookThatLeft() async throws {
        let (records, told) = AsyncStream.makeStream(of: AnswerRecord.self)
        let journal = ServingJournal(answered: { told.yield($0) }, unreadable: { _ in })
        try await ServedMirror.serve(try ServedMirror.publishedMirror(), journal: journal) {
            mirror in
            let client = try mirror.client()
            client.send(Self.wheel)
            while try await client.beginning().body.isEmpty {}
            client.reset()
            for await record in records.prefix(1) {
                #expect((1...ServedMirror.wheel.count).contains(record.bytes))
            }
        }
    }

    @Test(arguments: [
        ("GET /a/?token=secret HTTP/1.1", "GET /a/?... HTTP/1.1"),
        ("GET /a/?x?secret#secret HTTP/1.1", "GET /a/?... HTTP/1.1"),
        ("GET /a#secret HTTP/1.1", "GET /a#... HTTP/1.1"),
        ("GET http://me:secret@a.example/b?secret HTTP/1.1", "GET http://a.example/b?... HTTP/1.1"),
        ("GET http://me:sec@ret/@a.example/b HTTP/1.1", "GET http://a.example/b HTTP/1.1"),
        ("CONNECT me:secret@a.example:80 HTTP/1.1", "CONNECT a.example:80 HTTP/1.1"),
        ("GET //me:secret@a.example/ HTTP/1.1", "GET //a.example/ HTTP/1.1"),
        ("GET /a?secret", "GET /a?..."), ("GET /@scope/a HTTP/1.1", "GET /@scope/a HTTP/1.1"),
        ("?secret", "?..."), ("", ""),
    ])
    func noLoginOrQueryReachesTheLog(request: String, told: String) {
        let record = AnswerRecord(
            at: ServedMirror.now, client: "-", request: request, status: 400, bytes: 0)
        #expect(record.request == told)
    }
}
