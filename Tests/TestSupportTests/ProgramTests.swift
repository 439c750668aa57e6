import Glibc
import TestSupport
import Testing

@Suite struct ProgramTests {
    @Test func theEnvironmentIsExactlyWhatWasAsked() async throws {
        let outcome = try await Program.run("env", environment: ["PATH": "/usr/bin", "A": "b c"])
        #expect(Set(outcome.output.split(separator: "\n")) == ["PATH=/usr/bin", "A=b c"])
    }

    @Test func streamsAndCodesArriveSeparately() async throws {
        let script = "read line; echo \"out $line\"; echo err >&2; exit 7"
        let outcome = try await Program.run("sh", ["-c", script], input: Array("in\n".utf8))
        #expect(outcome.status == .exited(7))
        #expect(outcome.output == "out in\n")
        #expect(outcome.errors == "err\n")
    }

    @Test func aDeathBySignalIsTold() async throws {
        let outcome = try await Program.run("sh", ["-c", "kill -TERM $$"])
        #expect(outcome.status == .signalled(SIGTERM))
    }

    @Test func aGrandchildThatLivesOnHoldsNothingUp() async throws {
        let outcome = try await Program.run("sh", ["-c", "sleep 100 & echo $!"])
        #expect(outcome.succeeded)
        let pid = try #require(pid_t(outcome.output.dropLast()))
        #expect(kill(pid, SIGKILL) == 0)
    }

    @Test func whatOverrunsItsBoundIsKilled() async throws {
        let program = try Program("sleep", ["100"]).start()
        await #expect(throws: ProgramError.self) { try await program.wait(timeoutSeconds: 0) }
        #expect(kill(program.pid, 0) == -1)
    }

    @Test func childrenInheritNoDescriptorsAndRunWhereTold() async throws {
        let directory = try TemporaryDirectory()
        let listing = try await Program.run("ls", ["/proc/self/fd"])
        #expect(listing.output == "0\n1\n2\n3\n")  // 3 is the listing's own
        let place = try await Program.run("pwd", directory: directory.path)
        #expect(place.output == directory.path + "\n")
    }

    @Test func aMissingProgramIsAnError() async throws {
        await #expect(throws: ProgramError.self) { try await Program.run("no-such-program") }
        await #expect(throws: ProgramError.self) { try await Program.run("/no/such/program") }
    }
}
