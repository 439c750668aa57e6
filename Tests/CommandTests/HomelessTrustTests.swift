import TestSupport
import Testing

/// Users without a home, or with one that others write to: certificates count all the same, and
/// nobody else gets to say which.
@Suite struct HomelessTrustTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let other: PrivateCA
    private let front: Nginx

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        other = try PrivateCA(name: "Stranger")
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
        try scenario.directory.write("alpha==1.0\n", to: "requirements.txt")
    }

    /// Each asks the index over TLS, or would.
    private static let verbs: [[String]] = [
        ["check", "job.toml"], ["trust", "job.toml"], ["sync", "job.toml", "--plan"],
        ["warm", "requirements.txt", "--job", "job.toml", "--for", "ci", "--out", "wheelhouse"],
        ["sync", "job.toml"], ["prove", "job.toml"],
    ]

    /// Runs every verb, with the authority and without it.
    private func expectTrust(
        _ environment: [String: String], withoutHome: Bool = false,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        var scenario = scenario
        if withoutHome { scenario.environment["HOME"] = nil }
        let trusting = environment.merging(["SSL_CERT_FILE": authority.rootFile]) { $1 }
        let stranger = environment.merging(["SSL_CERT_FILE": other.rootFile]) { $1 }
        let probe = ["trust", "probe", "\(front.tlsURL)/"]
        for words in Self.verbs + [probe] {
            let run = try await scenario.run(words, environment: trusting)
            expect(run, .ok, location: location)
        }
        for words in [Self.verbs[1], Self.verbs[2], Self.verbs[4], probe] {
            let run = try await scenario.run(words, environment: stranger)
            expect(run, .noperm, location: location)
            let said = run.output + run.errors
            #expect(said.contains("Example Corp"), "\(run)", sourceLocation: location)
        }
    }

    @Test func withoutAHomeTrustIsKeptInMemory() async throws {
        let before = ["/.cache", "/tmp/.cache"].map(FileTree.exists)
        try await expectTrust([:], withoutHome: true)
        for home in ["", "/dev/null", "/", "home", "/tmp"] {
            try await expectTrust(["HOME": home])
        }
        #expect(["/.cache", "/tmp/.cache"].map(FileTree.exists) == before)
        #expect(!scenario.directory.exists("home"))
    }

    @Test func aHomeThatDoesNotExistIsNotMade() async throws {
        try await expectTrust(["HOME": scenario.directory["absent/home"]])
        try await expectTrust(["XDG_CACHE_HOME": scenario.directory["absent/cache"]])
        #expect(!scenario.directory.exists("absent"))
    }

    @Test(arguments: ["", "/.cache"])
    func whereOthersWriteNoBundleIsKept(folder: String) async throws {
        let home = scenario.directory["shared"]
        try FileTree.makeDirectory(home + folder)
        #expect(try await Program.run("chmod", ["0777", home + folder]).status == .exited(0))
        try await expectTrust(["HOME": home])
        #expect(FileTree.files(under: home).isEmpty)
    }

    @Test func aHomeOfOnesOwnKeepsTheBundle() async throws {
        let home = scenario.directory["own"]
        try FileTree.makeDirectory(home)
        try await expectTrust(["HOME": home + "/"])
        let files = FileTree.files(under: home)
        #expect(!files.isEmpty)
        #expect(files.allSatisfy { $0.hasPrefix(".cache/wheelbarrow/trust/") }, "\(files)")
        let cache = scenario.directory["cache"]
        try await expectTrust(["HOME": "/dev/null", "XDG_CACHE_HOME": cache])
        #expect(!FileTree.files(under: cache).isEmpty)
    }

    /// As its owner, without what root may do beyond that.
    @Test func aHomeThatItsModesProtectIsNoObstacle() async throws {
        let home = scenario.directory["protected"]
        try FileTree.makeDirectory(home)
        #expect(try await Program.run("chmod", ["0555", home]).status == .exited(0))
        let environment = ["HOME": home, "SSL_CERT_FILE": authority.rootFile]
        for words in Self.verbs {
            var program = scenario.program([], environment: environment)
            program.path = "unshare"
            program.arguments = ["-U", BuiltProducts.wheelbarrow] + words
            let run = try await program.run()
            #expect(run.status == .exited(0), "\(words) \(run)")
        }
        #expect(FileTree.files(under: home).isEmpty)
    }

    @Test func aHomeOnAReadOnlyDiskIsNoObstacle() async throws {
        try FileTree.makeDirectory(scenario.directory["fixed"])
        let script = """
            mount --bind fixed fixed && mount -o remount,ro,bind fixed && cd . && exec "$0" "$@"
            """
        let environment = [
            "HOME": scenario.directory["fixed"], "SSL_CERT_FILE": authority.rootFile,
        ]
        for words in Self.verbs {
            var program = scenario.program([], environment: environment)
            program.path = "unshare"
            program.arguments = ["-rm", "/bin/sh", "-c", script, BuiltProducts.wheelbarrow] + words
            let run = try await program.run()
            #expect(run.status == .exited(0), "\(words) \(run)")
        }
    }
}
