import Foundation
import Glibc
import TestSupport
import Testing

/// A log of `serve` that is read late.
@Suite struct ServeLogTests {
    private static let requests = 1_000
    private static let connections = 14
    private static let head = "HEAD /none HTTP/1.1\r\nHost: a\r\n"

    @Test(.timeLimit(.minutes(5)))
    func linesThatAreLostAreCounted() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        let log = Pipe()
        var program = scenario.program(["serve", scenario.mirror, "--port", "0", "--log"])
        program.arguments = ["-c", #"exec "$0" "$@" 2>&3"#, program.path] + program.arguments
        program.path = "/bin/sh"
        program.descriptors = [log.fileHandleForWriting.fileDescriptor]
        let running = try program.start()
        try log.fileHandleForWriting.close()
        try await Patience.until("the server's address") { running.output.contains("\n") }
        let match = try #require(running.output.firstMatch(of: /127\.0\.0\.1:(\d+)/))
        let port = try #require(UInt16(match.1))

        for _ in 0..<Self.connections { try await ask(Self.requests, port) }
        var lines: [String] = []
        // What the system and the server hold; the next line tells what is missing before it.
        while lines.count < 10_000 { lines += try await Self.read(log) }
        try await ask(1, port)
        while Self.accounted(lines) < Self.connections * Self.requests + 1 {
            lines += try await Self.read(log)
        }
        #expect(Self.accounted(lines) == Self.connections * Self.requests + 1)
        #expect(lines.count < Self.connections * Self.requests)
        running.send(SIGTERM)
        #expect(try await running.wait().status == .signalled(SIGTERM))
    }

    private func ask(_ count: Int, _ port: UInt16) async throws {
        let answers = try await RawClient.exchange(
            String(repeating: Self.head + "\r\n", count: count - 1)
                + Self.head + "Connection: close\r\n\r\n", port: port)
        #expect(answers.text.components(separatedBy: "HTTP/1.1 404").count == count + 1)
    }

    /// Requests that the lines tell of.
    private static func accounted(_ lines: [String]) -> Int {
        lines.reduce(0) { sum, line in
            sum + (line.firstMatch(of: /^warning: .* in time: (\d+)$/).flatMap { Int($0.1) } ?? 1)
        }
    }

    /// Some lines, the last of them whole.
    private static func read(_ log: Pipe) async throws -> [String] {
        try await onThread {
            var bytes = log.fileHandleForReading.availableData
            while !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") {
                bytes += log.fileHandleForReading.availableData
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }
}
