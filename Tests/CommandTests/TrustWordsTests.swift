import TestSupport
import Testing

/// What `trust` and its verbs say is so, is said once, and helps.
@Suite struct TrustWordsTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
    }

    private func run(
        _ store: PrivateStore, _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let program = scenario.program(arguments, environment: environment)
        return CommandRun(arguments, try await store.entered(by: program).run())
    }

    @Test func whatIsNotSetIsNoAnswerWhereNothingWouldVerify() async throws {
        let store = try await PrivateStore(distribution: ["stranger.crt": try stranger()])
        let hopeless = try await run(store, ["trust", "job.toml"])
        expect(hopeless, .noperm)
        #expect(!hopeless.output.contains("(unset)"), "\(hopeless)")
        #expect(!hopeless.output.contains("would verify with"), "\(hopeless)")
        let helped = try await run(
            store, ["trust", "job.toml"],
            [
                "SSL_CERT_FILE": authority.rootFile,
                "REQUESTS_CA_BUNDLE": store.path(.distribution) + "/stranger.crt",
            ])
        expect(helped, .noperm)
        #expect(
            helped.output.contains("would verify with: SSL_CERT_FILE=\(authority.rootFile) (yes)"),
            "\(helped)")
    }

    private func stranger() throws -> String {
        try PrivateCA(name: "Stranger").root
    }

    @Test func onesAreCountedAsOnes() async throws {
        let store = try await PrivateStore(distribution: ["stranger.crt": try stranger()])
        let shown = try await run(store, ["trust", "--offline"])
        #expect(shown.output.contains(": 1 certificate  USED"), "\(shown)")
        let audit = try await run(store, ["trust", "audit"])
        for run in [shown, audit] {
            #expect(!run.output.contains("1 certificates"), "\(run)")
            #expect(!run.output.contains("trust  trust:"), "\(run)")
        }
    }

    @Test func aStoreThatIsNotThereIsNotCalledReplaced() async throws {
        let store = try await PrivateStore()
        let run = try await run(
            store, ["trust", "--offline"], ["SSL_CERT_FILE": authority.rootFile])
        expect(run, .ok)
        #expect(run.output.contains("no certificate found"), "\(run)")
        #expect(!run.output.contains("replaced"), "\(run)")
    }

    @Test func whereTheFileStandsInTheLocalFolderItsCommandComesFirst() async throws {
        let store = try await PrivateStore(distribution: ["stranger.crt": try stranger()])
        try FileTree.write(
            try FileTree.text(authority.rootFile), to: store.path(.local) + "/corp.crt")
        for words in [["trust", "job.toml", "--json"], ["sync", "job.toml", "--json"]] {
            let run = try await run(store, words)
            expect(run, .noperm)
            let first = run.document["hints"][0].string ?? ""
            #expect(first.contains("update-ca-certificates"), "\(run)")
            #expect(first.contains("corp.crt"), "\(run)")
        }
        try await store.update()
        expect(try await run(store, ["sync", "job.toml", "--json"]), .ok)
    }

    @Test func anAuditOfAJobAsksForNoJob() async throws {
        let named = try await scenario.run("trust", "audit", "job.toml")
        #expect(!named.output.contains("name the job"), "\(named)")
        #expect(named.output.components("compared with nothing") == 2, "\(named)")
        #expect(named.output.contains("audit-reference"), "\(named)")
        let bare = try await scenario.run("trust", "audit")
        #expect(bare.output.contains("name the job"), "\(bare)")
    }

    @Test func severalPoliciesAreSaidToBeTrustOnce() async throws {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: """
                ca-file = "\(authority.rootFile)"
                [[index]]
                name = "other"
                url = "\(front.tlsURL)/other/"
                """, select: #"requirements = ["alpha"]"#)
        let run = try await scenario.run("trust", "job.toml", "--offline")
        expect(run, .ok)
        let line = run.output.split(separator: "\n").first { $0.hasPrefix("trust ") } ?? ""
        #expect(line.contains("; ") && !line.contains("trust:"), "\(run)")
    }

    /// One fault has one code, whichever verb meets it.
    @Test(arguments: ["silence", "plain", "old", "unknown"])
    func probeAndSyncAgreeAboutOneFault(fault: String) async throws {
        let plain = scenario.index.port
        let server = try Nginx(
            location: "return 404;", authority.server, protocols: "TLSv1.1")
        let url =
            switch fault {
            case "silence": "https://127.0.0.1:1"
            case "plain": "https://127.0.0.1:\(plain)"
            case "old": server.tlsURL
            default: front.tlsURL
            }
        try scenario.writeJob(url: "\(url)/simple/", select: #"requirements = ["alpha"]"#)
        let sync = try await scenario.sync()
        let probe = try await scenario.run("trust", "probe", "\(url)/simple/", "--json")
        let trust = try await scenario.run("trust", "job.toml", "--json")
        #expect(sync.code == probe.code && probe.code == trust.code, "\(sync) \(probe) \(trust)")
        #expect(sync.code == (fault == "unknown" ? .noperm : .unavailable), "\(sync)")
    }

    /// Whoever issues a certificate decides what stands in it.
    @Test func longNamesAreCutAndControlsSpelledOut() async throws {
        let units = (0..<9).map { "/OU=unit \($0) " + String(repeating: "x ", count: 20) }
        let loud = try PrivateCA(name: "x\u{9B}31m\u{85}" + units.joined())
        let files = try Nginx(before: scenario.index, loud.server)
        try scenario.writeJob(
            url: "\(files.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        for words in [
            ["sync", "job.toml"], ["trust", "job.toml"], ["trust", "probe", files.tlsURL + "/"],
            ["trust", "explain", loud.rootFile], ["sync", "job.toml", "--json"],
            ["status", "mirror", "--json"], ["status", "mirror"],
        ] {
            let run = try await scenario.run(words)
            let said = run.output + run.errors
            let isRaw = said.unicodeScalars.contains { scalar in
                ["\u{9B}", "\u{202E}", "\u{85}", "\u{1B}"].contains(scalar)
            }
            #expect(!isRaw, "\(run)")
            let isWhole = said.split(separator: "\n").contains { line in
                line.contains("unit 0 x x x x x x x x x x x x x x x x x x x x")
                    && line.contains("unit 8 x x x x x x x x x x x x x x x x x x x x")
            }
            #expect(!isWhole, "\(run)")
        }
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int {
        var (count, rest) = (1, self[...])
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
