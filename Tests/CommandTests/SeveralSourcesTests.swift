import TestSupport
import Testing

/// A file that an index and a lock have at different places: what is told of it is what is wrong
/// with the gravest of them, the code is that one's, and the others are told beside it.
@Suite struct SeveralSourcesTests {
    private let alpha = WheelMaker("alpha").wheel()
    private let beta = WheelMaker("beta").wheel()
    private let scenario: Scenario
    private let authority: PrivateCA
    /// Answers everything, and nobody trusts its certificate.
    private let strange: TLSServer

    init() async throws {
        scenario = try Scenario(IndexTree(alpha, beta))
        authority = try PrivateCA()
        strange = try await TLSServer(authority.server, [])
    }

    /// A lock of both, each with the address that it has them at.
    private func write(_ addresses: [(Distribution, String)]) throws {
        let packages = addresses.map { file, url in
            """
            [[packages]]
            name = "\(file.project)"
            version = "1.0"
            wheels = [{ name = "\(file.filename)", url = "\(url)", \
            hashes = { sha256 = "\(file.sha256)" } }]

            """
        }
        try scenario.directory.write(
            "lock-version = \"1.0\"\ncreated-by = \"test\"\n" + packages.joined(), to: "pylock.toml"
        )
        try scenario.writeJob(select: #"lock-files = ["pylock.toml"]"#, connections: 1)
    }

    private func path(_ file: Distribution) -> String { "/files/\(file.project)/\(file.filename)" }

    @Test func theGravestIsToldAndGivesTheCode() async throws {
        for file in [alpha, beta] { scenario.index.set(path(file), .failure(404)) }
        try write([alpha, beta].map { ($0, "\(strange.url)/\($0.filename)") })
        let run = try await scenario.sync()
        expect(run, .noperm)
        let told = run.document["failures"].array.map { $0["message"].string ?? "" }
        #expect(told.contains { $0.contains(strange.url) }, "\(run)")
        // Where nothing new is to be said of that host, the other one's answer is.
        #expect(told.allSatisfy { !$0.contains("skipped,") }, "\(run)")
        #expect(
            run.document["hints"].array.contains {
                $0.string?.hasPrefix("it was tried elsewhere as well: could not fetch ") ?? false
            }, "\(run)")
    }

    @Test func aHostThatIsNotTrustedIsToldThoughTheFileCameFromElsewhere() async throws {
        var tree = IndexTree(alpha, beta)
        for name in ["alpha", "beta"] {
            tree.change(name) { $0.url = "\(strange.url)/\($0.file.filename)" }
        }
        tree.serve(on: scenario.index)
        scenario.index.set(path(alpha), .file(alpha.bytes))
        try write([(alpha, scenario.index.url(path(alpha)))])
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.hasPrefix("\(alpha.filename) came from elsewhere: ") })
        #expect(try scenario.published.files() == ["alpha": [alpha.filename]])
    }
}
