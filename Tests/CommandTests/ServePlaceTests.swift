import Glibc
import TestSupport
import Testing

/// Where a mirror is looked for, and what may not be looked at.
@Suite struct ServePlaceTests {
    private let scenario: Scenario

    init() async throws {
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
    }

    private static let verbs = [
        ["serve"], ["status"], ["generations"], ["gc", "--dry-run"], ["rollback"],
    ]

    /// Root may look at everything: another user runs the program.
    @Test func aMirrorThatMayNotBeLookedAtIsNotCalledMissing() async throws {
        let closed = scenario.directory["closed"]
        try FileTree.makeDirectory(closed + "/mirror/public")
        for closing in [closed, closed + "/mirror"] {
            for verb in Self.verbs {
                let arguments = verb + [closed + "/mirror", "--json"]
                let script = """
                    chmod 755 "$0" "$1" && chmod 0 "$2" && shift 2 && exec setpriv --reuid 65534 \
                    --regid 65534 --clear-groups "$@"
                    """
                var program = scenario.program(arguments)
                let inner = [program.path] + arguments
                program.arguments = ["-c", script, closed, closed + "/mirror", closing] + inner
                program.path = "/bin/sh"
                let run = CommandRun(arguments, try await program.run())
                expect(run, .cantcreat)
                let message = run.document["message"].string ?? ""
                #expect(message.contains("permission denied"), "\(message)")
                #expect(message.contains(closed), "\(message)")
            }
        }
    }

    @Test func anEmptyNameIsNoPlace() async throws {
        for verb in Self.verbs {
            expect(try await scenario.run(verb + ["", "--json"]), .usage)
        }
    }

    @Test func aHostIsAnAddress() async throws {
        for host in ["nosuch.invalid", "localhost:80", "127.0.0.1:80", "300.1.1.1", "[::1]"] {
            let run = try await scenario.run(
                "serve", scenario.mirror, "--host", host, "--json")
            expect(run, .usage)
            #expect(run.document["message"].string?.contains("\"\(host)\"") == true)
        }
    }

    @Test func whatTheProcessWasToldToIgnoreStaysIgnored() async throws {
        var program = scenario.program(["serve", scenario.mirror])
        let script = "trap '' HUP INT; exec \"$0\" \"$@\""
        program.arguments = ["-c", script, program.path] + program.arguments
        program.path = "/bin/sh"
        let server = try program.start()
        try await Patience.until("the server's address") { server.output.contains("\n") }
        let match = try #require(server.output.firstMatch(of: /127\.0\.0\.1:(\d+)/))
        let port = try #require(UInt16(match.1))
        for number in [SIGHUP, SIGINT, SIGHUP] {
            server.send(number)
            let answer = try await RawClient.exchange("GET /simple/ HTTP/1.0\r\n\r\n", port: port)
            #expect(answer.status == 200)
        }
        server.send(SIGTERM)
        #expect(try await server.wait().status == .signalled(SIGTERM))
    }
}
