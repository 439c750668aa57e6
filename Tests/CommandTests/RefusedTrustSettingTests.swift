import TestSupport
import Testing

/// What a uv.toml says of trust, and uv refuses, is refused here too where uv's index is asked.
@Suite struct RefusedTrustSettingTests {
    private let scenario: Scenario

    init() throws {
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        scenario.environment["PATH"] = "/nonexistent"
        self.scenario = scenario
        try scenario.directory.write(
            "mirror = \"mirror\"\n[select]\ndependencies = false\nrequirements = [\"alpha\"]\n",
            to: "job.toml")
    }

    private static let refused = [
        "system-certs = \"yes\"", "system-certs = 1", "native-tls = 1", "native-tls = \"true\"",
        "allow-insecure-host = [\"h:notaport\"]", "allow-insecure-host = [\"h:\"]",
        "allow-insecure-host = [\"https://bob:s3cr3t@h:1\"]",
        "allow-insecure-host = [\"https://bob:s3cr3t@h\"]", "allow-insecure-host = [\"h:99999\"]",
        "allow-insecure-host = [\"[::1]:443\"]", "allow-insecure-host = [\"h:443/\"]",
        "allow-insecure-host = \"h\"", "allow-insecure-host = [3]", "http-proxy = 3",
        "no-proxy = \"a\"",
    ]
    private static let taken = [
        "system-certs = true", "native-tls = false", "allow-insecure-host = [\"*\"]",
        "allow-insecure-host = [\"h/simple\"]", "allow-insecure-host = [\"http://h:80\", \"H\"]",
        "allow-insecure-host = []",
    ]

    private func file(_ line: String) throws -> String {
        try scenario.directory.write(
            "index-url = \"\(scenario.index.url("/simple/"))\"\n\(line)\n",
            to: "home/.config/uv/uv.toml")
    }

    @Test(arguments: refused) func whatUVRefusesIsNamed(line: String) async throws {
        _ = try file(line)
        for verb in ["sync", "check"] {
            let run = try await scenario.run(verb, "job.toml", "--json")
            expect(run, .config)
            let key = line.prefix { $0 != " " }
            #expect(run.output.contains("uv.toml") && run.output.contains(key), "\(run)")
            #expect(!run.output.contains("s3cr3t"), "\(run)")
        }
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: taken) func whatUVTakesIsTaken(line: String) async throws {
        _ = try file(line)
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test func uvAgrees() async throws {
        for (lines, isRefused) in [(Self.refused, true), (Self.taken, false)] {
            for line in lines {
                let path = try file(line)
                let outcome = try await Program.run(
                    "\(PythonEnvironment.path)/bin/uv",
                    ["--config-file", path, "--offline", "cache", "dir"],
                    environment: scenario.environment)
                #expect(outcome.succeeded != isRefused, "\(line): \(outcome)")
            }
        }
    }
}
