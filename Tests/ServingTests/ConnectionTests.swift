import MirrorStore
import NIOCore
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Serving

/// What becomes of connections: kept, closed, given up, made to wait.
@Suite struct ConnectionTests {
    private static let page = "GET /simple/ HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func requestsInARowAreAnsweredInOrder() async throws {
        try await ServedMirror.serve { mirror in
            let paths = (0..<300).map { ["/simple/", "/simple/demo/", "/missing"][$0 % 3] }
            let client = try mirror.client()
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for path in paths {
                let answer = try await client.answer()
                #expect(answer.status == (path == "/missing" ? 404 : 200))
                #expect(answer.text.contains("demo") == path.contains("demo"))
            }
        }
    }

    @Test func aLargeFileBetweenPagesKeepsTheirOrder() async throws {
        try await ServedMirror.serve { mirror in
            let client = try mirror.client()
            let wheel = "GET \(ServedMirror.wheelPath) HTTP/1.1\r\nHost: a\r\n\r\n"
            client.send(Self.page + wheel + Self.page)
            #expect(try await client.answer().body.count == 24)
            #expect(try await client.answer().body == ServedMirror.wheel)
            #expect(try await client.answer().body.count == 24)
        }
    }

    @Test func clientsSayWhetherTheyComeAgain() async throws {
        try await ServedMirror.serve { mirror in
            let kept = "GET /simple/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            let old = try await mirror.exchange(kept + "GET /simple/ HTTP/1.0\r\n\r\n" + kept)
            #expect(old.text.ranges(of: "HTTP/1.1 200").count == 2)
            #expect(old["connection"] == "keep-alive")
            let closing = "GET /simple/ HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n"
            let new = try await mirror.exchange(Self.page + closing + Self.page)
            #expect(new.text.ranges(of: "HTTP/1.1 200").count == 2)
            #expect(new.text.ranges(of: "Connection: close").count == 1)
        }
    }

    @Test func aClientThatHasSaidAllIsAnsweredNonetheless() async throws {
        try await ServedMirror.serve { mirror in
            let client = try mirror.client()
            client.send(Self.page + Self.page)
            client.endOutput()
            #expect(try await client.rest().text.ranges(of: "HTTP/1.1 200").count == 2)
            let half = try mirror.client()
            half.send("GET /simple/ HT")
            half.endOutput()
            #expect(try await half.rest().bytes == [])
        }
    }

    @Test func anAbsoluteAddressIsReadLikeAPath() async throws {
        try await ServedMirror.serve { mirror in
            for target in ["http://a.example/simple/?x=/", "HTTP://a.example:80/simple/"] {
                let answer = try await mirror.exchange(
                    "GET \(target) HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n")
                #expect(answer.status == 200)
            }
            let bare = "GET http://a.example?x HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n"
            #expect(try await mirror.exchange(bare)["location"] == "/simple/")
        }
    }

    @Test func severalAcceptLinesAreOneList() async throws {
        try await ServedMirror.serve { mirror in
            let answer = try await mirror.exchange(
                "GET /simple/ HTTP/1.0\r\nAccept: text/html;q=0.1\r\n"
                    + "accept: application/vnd.pypi.simple.v1+json\r\n\r\n")
            #expect(answer["content-type"] == "application/vnd.pypi.simple.v1+json")
        }
    }

    @Test(arguments: ["", "GET /simple/ HTTP/1.1\r\nHost: a\r\nA: "])
    func aHeadThatTakesTooLongIsGivenUp(beginning: String) async throws {
        var limits = ServingLimits()
        limits.head = .milliseconds(100)
        try await ServedMirror.serve(try ServedMirror.publishedMirror(), limits: limits) { mirror in
            let client = try mirror.client()
            client.send(beginning)
            #expect(try await client.rest().status == (beginning.isEmpty ? nil : 408))
            // The second request's, too.
            let second = try mirror.client()
            second.send(Self.page)
            #expect(try await second.answer().status == 200)
            second.send("GET /simple/ HTTP/1.1\r\n")
            #expect(try await second.rest().status == 408)
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        var limits = ServingLimits()
        limits.idle = .milliseconds(100)
        try await ServedMirror.serve(try ServedMirror.publishedMirror(), limits: limits) { mirror in
            let client = try mirror.client()
            client.send(Self.page)
            #expect(try await client.answer().status == 200)
            #expect(try await client.rest().bytes == [])
        }
    }

    @Test func aClientThatKeepsSendingDoesNotHoldTheConnection() async throws {
        var limits = ServingLimits()
        limits.linger = .milliseconds(100)
        try await ServedMirror.serve(try ServedMirror.publishedMirror(), limits: limits) { mirror in
            let client = try mirror.client()
            client.send("POST /simple/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            // It never comes to an end; the server does.
            while client.send([UInt8](repeating: 0x30, count: 1000)) {}
            client.close()
            #expect(try await mirror.exchange("GET /simple/ HTTP/1.0\r\n\r\n").status == 200)
        }
    }

    @Test func clientsBeyondTheLimitWaitUntilOneLeaves() async throws {
        let order = Mutex<[String]>([])
        let journal = ServingJournal(
            answered: { record in order.withLock { $0.append(record.request) } },
            unreadable: { _ in })
        try await ServedMirror.serve(
            try ServedMirror.publishedMirror(), limits: ServingLimits(connections: 2),
            journal: journal
        ) { mirror in
            let first = try mirror.client()
            let second = try mirror.client()
            for client in [first, second] {
                client.send(Self.page)
                #expect(try await client.answer().status == 200)
            }
            let third = try mirror.client()
            third.send("GET /simple/index.html HTTP/1.1\r\nHost: a\r\n\r\n")
            for number in 0..<20 {
                first.send("GET /simple/?\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await first.answer().status == 200)
            }
            second.close()
            #expect(try await third.answer().status == 200)
        }
        let requests = order.withLock { $0 }
        #expect(requests.last == "GET /simple/index.html HTTP/1.1")
    }

    @Test func manyClientsAreServedByFewPlaces() async throws {
        try await ServedMirror.serve(
            try ServedMirror.publishedMirror(), limits: ServingLimits(connections: 3)
        ) { mirror in
            let clients = try (0..<60).map { _ in try mirror.client() }
            for client in clients { client.send("GET /simple/ HTTP/1.0\r\n\r\n") }
            for client in clients { #expect(try await client.rest().status == 200) }
        }
    }

    @Test func aListenerThatTheSystemEndsIsReplaced() async throws {
        try await ServedMirror.serve { mirror in
            let port = try #require(mirror.address.port)
            let client = try mirror.client()
            client.send(Self.page)
            #expect(try await client.answer().status == 200)
            for _ in 0..<3 {
                Socket.endListener(onPort: port)
                try await Patience.until("another listener") {
                    guard let next = try? mirror.client() else { return false }
                    return next.send(Self.page)
                }
                // Who was let in before stays.
                client.send(Self.page)
                #expect(try await client.answer().status == 200)
            }
            #expect(try await mirror.exchange("GET /simple/ HTTP/1.0\r\n\r\n").status == 200)
        }
    }

    @Test func aClientThatIsGoneLeavesItsPlace() async throws {
        try await ServedMirror.serve(
            try ServedMirror.publishedMirror(), limits: ServingLimits(connections: 1)
        ) { mirror in
            for round in 0..<20 {
                let client = try mirror.client()
                client.send("GET \(ServedMirror.wheelPath) HTTP/1.1\r\nHost: a\r\n\r\n")
                if round % 2 == 0 { _ = try await client.beginning() }
                client.reset()
            }
            #expect(try await mirror.exchange("GET /simple/ HTTP/1.0\r\n\r\n").status == 200)
        }
    }
}
