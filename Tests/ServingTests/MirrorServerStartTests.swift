import FlyingSocks
import Foundation
import Glibc
import Primitives
import TestSupport
import Testing

@testable import Serving

/// Starting and stopping, as opposed to answering.
@Suite struct MirrorServerStartTests {
    @Test func aPlaceWithoutMirrorIsNamed() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: ServingError(code: .notAMirror, subject: directory["public"])) {
            try MirrorServer(publicDirectory: directory["public"]) { ServedMirror.now }
        }
    }

    @Test(arguments: ["index.example", "300.1.1.1", "::zz"])
    func aHostThatIsNoAddressIsNamed(host: String) throws {
        let directory = try TemporaryDirectory()
        #expect(throws: ServingError(code: .unusableHost, subject: host)) {
            try MirrorServer(publicDirectory: directory.path, host: host) { ServedMirror.now }
        }
    }

    @Test func anAddressOfAnotherMachineIsNamed() async throws {
        let directory = try TemporaryDirectory()
        let server = try MirrorServer(publicDirectory: directory.path, host: "192.0.2.1") {
            ServedMirror.now
        }
        await #expect(throws: ServingError(code: .unusableHost, subject: "192.0.2.1")) {
            try await server.run { _ in }
        }
    }

    @Test func aPortThatIsTakenIsNamed() async throws {
        try await ServedMirror.serve { mirror in
            let port = try #require(mirror.address.port)
            let second = try MirrorServer(
                publicDirectory: mirror.directory["public"], port: port
            ) { ServedMirror.now }
            await #expect(throws: ServingError(code: .portTaken, subject: "127.0.0.1:\(port)")) {
                try await second.run { _ in }
            }
        }
    }

    @Test func loopbackOfIPv6IsServedToo() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try MirrorServer(publicDirectory: directory["public"], host: "::1") {
            ServedMirror.now
        }
        try await ServedMirror.whileRunning(server) { address in
            #expect(address.host == "[::1]")
            let mirror = ServedMirror(directory: directory, address: address)
            let page = try await mirror.get("/simple/")
            #expect(page.status == 200)
            await server.stop(grace: .zero)
        }
    }

    @Test func cancellationEndsTheRunWithoutError() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try MirrorServer(publicDirectory: directory["public"]) { ServedMirror.now }
        try await withThrowingTaskGroup { group in
            let (announcements, announced) = AsyncStream.makeStream(of: WebAddress.self)
            group.addTask { try await server.run { announced.yield($0) } }
            for await _ in announcements.prefix(1) { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func anIdleConnectionDoesNotHoldUpAStop() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try MirrorServer(publicDirectory: directory["public"]) { ServedMirror.now }
        try await ServedMirror.whileRunning(server) { address in
            let socket = try await connection(to: address)
            try await socket.write(Data("GET /simple/ HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            _ = try await socket.read(bytes: 16)
            await server.stop(grace: .seconds(600))
            try socket.close()
        }
    }

    @Test func aStopLetsADownloadFinish() async throws {
        let directory = try ServedMirror.publishedMirror()
        let server = try MirrorServer(publicDirectory: directory["public"]) { ServedMirror.now }
        try await ServedMirror.whileRunning(server) { address in
            let socket = try await connection(to: address)
            let request = "GET \(ServedMirror.wheelPath) HTTP/1.1\r\nConnection: close\r\n\r\n"
            try await socket.write(Data(request.utf8))
            var answer = try await socket.read(bytes: 16)
            try await withThrowingTaskGroup { group in
                group.addTask { await server.stop(grace: .seconds(600)) }
                await refusal(at: address)
                do {
                    while true { answer += try await socket.read(atMost: 1 << 20) }
                } catch SocketError.disconnected {}
                try await group.waitForAll()
            }
            #expect(try Answer(answer).body.count == ServedMirror.wheel.count)
            try socket.close()
        }
    }

    private func connection(to address: WebAddress) async throws -> AsyncSocket {
        let port = try #require(address.port)
        return try await AsyncSocket.connected(
            to: try sockaddr_in.inet(ip4: address.host, port: port))
    }

    /// Returns as soon as new connections are refused.
    private func refusal(at address: WebAddress) async {
        while let socket = try? await connection(to: address) { try? socket.close() }
    }
}
