import TestSupport
import Testing

/// Nobody's variable has the secrets of connections written to a file.
@Suite struct KeyLogTests {
    @Test func theSecretsOfConnectionsAreWrittenNowhere() async throws {
        let authority = try PrivateCA(name: "Example Corp Root")
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        try scenario.directory.write("alpha==1.0\n", to: "requirements.txt")
        scenario.environment["SSL_CERT_FILE"] = authority.rootFile
        scenario.environment["SSLKEYLOGFILE"] = scenario.directory["keys"]
        for words in [
            ["trust", "probe", front.tlsURL + "/"], ["trust", "job.toml"],
            ["sync", "job.toml", "--plan"], ["sync", "job.toml", "--verbose"],
            [
                "warm", "requirements.txt", "--job", "job.toml", "--for", "cp312-linux-x86_64",
                "--out", "house",
            ],
        ] {
            expect(try await scenario.run(words), .ok)
            #expect(!scenario.directory.exists("keys"), "\(words)")
        }
    }
}
