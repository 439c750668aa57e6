import Glibc
import TestSupport
import Testing

/// `serve` as the program does it: its words, its log, its end.
@Suite struct ServeTests {
    private let scenario: Scenario
    private static let get = "GET /simple/ HTTP/1.0\r\n\r\n"

    init() async throws {
        var tree = IndexTree()
        tree.add(WheelMaker("alpha", "1.0").wheel())
        tree.add(WheelMaker("beta", "1.0", payloadSize: 11_000_000).wheel())
        scenario = try Scenario(tree)
        expect(try await scenario.sync(), .ok)
    }

    @Test func theOnlyDocumentNamesTheURL() async throws {
        let server = try await start("--json")
        #expect(try await server.ask(Self.get).status == 200)
        let outcome = try await server.stop()
        #expect(outcome.status == .signalled(SIGTERM))
        #expect(outcome.output.split(separator: "\n").count == 1)
        let document = try JSONValue(parsing: outcome.standardOutput)
        #expect(document["verb"].string == "serve")
        #expect(document["url"].string == "http://127.0.0.1:\(server.port)/simple/")
        #expect(outcome.errors == "")
    }

    @Test func eachAnswerIsALineOfTheLog() async throws {
        let server = try await start("--log")
        #expect(try await server.ask("GET /simple/\\\" HTTP/1.0\r\n\r\n").status == 404)
        #expect(try await server.ask("HEAD /simple/ HTTP/1.0\r\n\r\n").status == 200)
        #expect(try await server.ask("GET /\u{1B}[2J\u{202E} HTTP/1.1\r\n\r\n").status == 400)
        let outcome = try await server.stop()
        #expect(outcome.output == "http://127.0.0.1:\(server.port)/simple/\n")
        let lines = outcome.errors.split(separator: "\n")
        let form =
            /127\.0\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] ".*" \d{3} (\d+|-)/
        #expect(lines.count == 3)
        for line in lines { #expect(line.wholeMatch(of: form) != nil, "\(line)") }
        #expect(lines[0].contains(#""GET /simple/\\\" HTTP/1.0" 404 "#))
        #expect(lines[1].hasSuffix(#""HEAD /simple/ HTTP/1.0" 200 -"#))
        #expect(lines[2].contains(#""GET /\u{1B}[2J\u{202E} HTTP/1.1" 400"#))
        #expect(!outcome.errors.contains("\u{1B}"))
    }

    @Test func theLogOfProgramsIsMadeOfDocuments() async throws {
        let server = try await start("--log", "--json")
        #expect(try await server.ask(Self.get).status == 200)
        #expect(try await server.ask("BREW /simple/alpha/ HTTP/1.0\r\n\r\n").status == 501)
        let outcome = try await server.stop()
        #expect(outcome.errors == "")
        let documents = try outcome.output.split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))
        }
        #expect(documents.count == 3)
        #expect(documents[0]["url"].string?.hasSuffix("/simple/") == true)
        #expect(documents[1]["request"].string == "GET /simple/ HTTP/1.0")
        #expect(documents[1]["status"].int == 200)
        #expect(documents[1]["client"].string == "127.0.0.1")
        #expect(documents[2]["status"].int == 501)
    }

    @Test func whatCannotBeReadIsToldOnce() async throws {
        for (call, file) in [("open", "index.html"), ("read", "index.html"), ("open", ".whl")] {
            var faults = DiskFaults(below: "\(scenario.mirror)/public")
            faults.calls = [call]
            faults.file = file
            (faults.place, faults.lasts, faults.errno) = (1, true, EIO)
            let server = try await start(environment: try faults.environment())
            let path = file == ".whl" ? try wheel("alpha") : "/simple/alpha/"
            for _ in 0..<3 {
                let answer = try await server.ask("GET \(path) HTTP/1.0\r\n\r\n")
                #expect(answer.status == 500, "\(call) \(file)")
            }
            #expect(try await server.ask("GET /simple/index.json HTTP/1.0\r\n\r\n").status == 200)
            let outcome = try await server.stop()
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains(file), "\(outcome.errors)")
        }
    }

    @Test func moreClientsThanDescriptorsWait() async throws {
        let server = try await start(limit: 120)
        let clients = try (0..<300).map { _ in try RawClient(port: server.port) }
        let wheel = try wheel("alpha")
        for client in clients { client.send("GET \(wheel) HTTP/1.0\r\n\r\n") }
        for client in clients { #expect(try await client.rest().status == 200) }
        // Nobody is left behind who took a place.
        #expect(try await server.ask(Self.get).status == 200)
        #expect(try await server.stop().errors == "")
    }

    @Test func descriptorsThatOthersTookComeBack() async throws {
        let server = try await start()
        let waiting = try RawClient(port: server.port)
        waiting.send("GET /simple/ HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await waiting.answer().status == 200)
        #expect(server.program.limitDescriptors(to: 4))
        let refused = try RawClient(port: server.port)
        refused.send(Self.get)
        // Whoever is in stays in, but no file can be opened for them.
        waiting.send("GET /simple/ HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await waiting.answer().status == 503)
        #expect(server.program.limitDescriptors(to: 4096))
        waiting.send("GET /simple/ HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await waiting.answer().status == 200)
        #expect(try await refused.rest().status == 200)
        _ = try await server.stop()
    }

    @Test func aStopWaitsForADownloadAndASecondOneDoesNot() async throws {
        for signals in [[SIGTERM], [SIGINT, SIGTERM]] {
            let server = try await start()
            let client = try RawClient(port: server.port)
            client.send("GET \(try wheel("beta")) HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.beginning()
            server.program.send(signals[0])
            try await Patience.until("refusal") { (try? RawClient(port: server.port)) == nil }
            if signals.count > 1 {
                server.program.send(signals[1])
                let outcome = try await server.program.wait()
                #expect(outcome.status == .signalled(signals[1]))
                #expect(try await client.rest().body.count < 11_000_000)
            } else {
                #expect(try await client.rest().body.count > 11_000_000)
                #expect(try await server.program.wait().status == .signalled(signals[0]))
            }
        }
    }

    @Test func whatCannotBeServedIsRefusedWithAWord() async throws {
        let server = try await start()
        let taken = try await scenario.run(
            "serve", scenario.mirror, "--port", "\(server.port)", "--json")
        expect(taken, .unavailable)
        #expect(taken.document["message"].string?.contains("in use") == true)
        #expect(taken.document["hints"].array.isEmpty == false)
        for arguments in [["--connections", "0"], ["--port", "70000"]] {
            let run = try await scenario.run(["serve", scenario.mirror] + arguments)
            #expect(run.code == .usage, "\(run)")
        }
        _ = try await server.stop()
    }

    /// A server that is up.
    private struct Server {
        let program: RunningProgram
        let port: UInt16

        func ask(_ request: String) async throws -> RawAnswer {
            try await RawClient.exchange(request, port: port)
        }

        func stop() async throws -> Outcome {
            program.send(SIGTERM)
            return try await program.wait()
        }
    }

    /// - Parameter limit: of its descriptors.
    private func start(
        _ options: String..., environment: [String: String] = [:], limit: Int? = nil
    ) async throws -> Server {
        var program = scenario.program(
            ["serve", scenario.mirror] + options, environment: environment)
        if let limit {
            let command = "ulimit -n \(limit); exec \"$0\" \"$@\""
            program.arguments = ["-c", command, program.path] + program.arguments
            program.path = "/bin/sh"
        }
        let running = try program.start()
        try await Patience.until("the server's address") { running.output.contains("\n") }
        let match = try #require(running.output.firstMatch(of: /127\.0\.0\.1:(\d+)/))
        return Server(program: running, port: try #require(UInt16(match.1)))
    }

    /// The path of a project's wheel.
    private func wheel(_ project: String) throws -> String {
        let files = FileTree.files(under: "\(scenario.mirror)/public/files")
        let file = files.first { $0.contains("/\(project)-") && $0.hasSuffix(".whl") }
        return "/files/" + (try #require(file))
    }
}
