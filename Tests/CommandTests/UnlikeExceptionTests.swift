import TestSupport
import Testing

/// Hosts that pip or uv would not verify are told in the words that this program takes.
@Suite struct UnlikeExceptionTests {
    private let scenario: Scenario
    private let front: Nginx

    init() throws {
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, try PrivateCA(name: "Example Corp Root").server)
        scenario.environment["PATH"] = "/nonexistent"
        self.scenario = scenario
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            [select]
            requirements = ["alpha"]
            [download]
            retries = 0
            """, to: "job.toml")
    }

    /// What is said to do the same is taken when it is written, or nothing is said to.
    @Test(arguments: [
        ("*", "<own>"), ("https://localhost:<port>/simple/", "<own>"),
        ("https://bob:s3cr3t@localhost/", "<own>"), ("bob:s3cr3t@localhost", "<own>"),
        ("LOCALHOST h:notaport", "<own>"), ("* other.example:8443", "<own> other.example:8443"),
        ("h:notaport", ""), ("*.example", ""), ("https://", ""), ("other.example:99999", ""),
    ])
    func theLineThatDoesTheSameCanBeWritten(entries: String, hosts: String) async throws {
        let url = "\(front.tlsURL)/simple/"
        let own = "localhost:\(front.tlsPort)"
        let value = entries.replacing("<port>", with: "\(front.tlsPort)")
        let expected = hosts.split(separator: " ").map { $0 == "<own>" ? own : String($0) }
        for environment in [
            ["PIP_INDEX_URL": url, "PIP_TRUSTED_HOST": value],
            ["UV_INDEX_URL": url, "UV_INSECURE_HOST": value],
        ] {
            let run = try await scenario.sync(environment: environment)
            let notice = try #require(run.warnings.first { $0.contains("not obeyed") }, "\(run)")
            guard !expected.isEmpty else {
                #expect(notice.contains("nothing in the [[index]] table"), "\(run)")
                continue
            }
            let line = "insecure = [\(expected.map { "\"\($0)\"" }.joined(separator: ", "))]"
            #expect(notice.contains(line), "\(run)")
            try scenario.writeJob("other.toml", url: url, index: line)
            expect(try await scenario.run("check", "other.toml", "--json"), .ok)
        }
    }
}
