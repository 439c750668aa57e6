import Primitives
import TestSupport
import Testing

@testable import Serving

/// Starting and stopping, as opposed to answering.
@Suite struct MirrorServerStartTests {
    @Test func aPlaceWithoutMirrorIsNamed() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: ServingError(code: .notAMirror, subject: directory["public"])) {
            try ServedMirror.server(directory["public"])
        }
    }

    @Test(arguments: ["index.example", "300.1.1.1", "::zz", "", "localhost:80"])
    func aHostThatIsNoAddressIsNamed(host: String) throws {
        let directory = try TemporaryDirectory()
        #expect(throws: ServingError(code: .unusableHost, subject: host)) {
            try ServedMirror.server(directory.path, host: host)
        }
    }

    @Test func anAddressOfAnotherMachineIsNamed() async throws {
        let directory = try TemporaryDirectory()
        let server = try ServedMirror.server(directory.path, host: "192.0.2.1")
        await #expect(throws: ServingError(code: .foreignHost, subject: "192.0.2.1")) {
            try await server.run { _ in }
        }
    }

    @Test func aPortThatIsTakenIsNamed() async throws {
        try await ServedMirror.serve { mirror in
            let port = try #require(mirror.address.port)
            let second = try ServedMirror.server(mirror.directory["public"], port: port)
            await #expect(throws: ServingError(code: .portTaken, subject: "127.0.0.1:\(port)")) {
                try await second.run { _ in }
            }
        }
    }

    @Test func loopbackOfIPv6IsServedToo() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"], host: "::1")
        try await ServedMirror.whileRunning(server) { address in
            defer { server.stop(grace: .zero) }
            #expect(address.host == "[::1]")
            let mirror = ServedMirror(directory: directory, address: address)
            let page = try await mirror.get("/simple/")
            #expect(page.status == 200)
        }
    }

    @Test func cancellationEndsTheRunWithoutError() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"])
        try await withThrowingTaskGroup { group in
            let (announcements, announced) = AsyncStream.makeStream(of: WebAddress.self)
            group.addTask { try await server.run { announced.yield($0) } }
            for await _ in announcements.prefix(1) { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    @Test func aServerThatIsStoppedBeforeItRunsEnds() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"])
        server.stop(grace: .zero)
        try await server.run { _ in }
        #expect(FileTree.exists(directory["public"]))
    }

    @Test(.timeLimit(.minutes(5)))
    func anIdleConnectionDoesNotHoldUpAStop() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"])
        try await ServedMirror.whileRunning(server) { address in
            let mirror = ServedMirror(directory: directory, address: address)
            let (used, silent) = (try mirror.client(), try mirror.client())
            used.send("GET /simple/ HTTP/1.1\r\nHost: x\r\n\r\n")
            let page = try await used.answer()
            server.stop(grace: .seconds(600))
            #expect(page.status == 200)
            #expect(try await used.rest().bytes == [])
            #expect(try await silent.rest().bytes == [])
        }
    }

    @Test func aStopLetsADownloadFinish() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"])
        try await ServedMirror.whileRunning(server) { address in
            let mirror = ServedMirror(directory: directory, address: address)
            let client = try await downloading(from: mirror)
            server.stop(grace: .seconds(600))
            // Returns as soon as nobody is let in any more.
            while (try? mirror.client()) != nil {}
            #expect(try await client.rest().body.count == ServedMirror.wheel.count)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func aDownloadThatTakesLongerThanTheGraceIsGivenUp() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try ServedMirror.server(directory["public"])
        var client: RawClient?
        try await ServedMirror.whileRunning(server) { address in
            client = try await downloading(
                from: ServedMirror(directory: directory, address: address))
            server.stop(grace: .milliseconds(50))
        }
        let answer = try await #require(client).rest()
        #expect(answer.body.count < ServedMirror.wheel.count)
    }

    /// A client that has its first bytes, and has not asked for more than the system holds for it.
    private func downloading(from mirror: ServedMirror) async throws -> RawClient {
        let client = try mirror.client()
        client.send("GET \(ServedMirror.wheelPath) HTTP/1.1\r\nHost: x\r\n\r\n")
        let first = try await client.beginning()
        #expect(first.text.hasPrefix("HTTP/1.1 200"))
        return client
    }
}
