import Glibc
import TestSupport
import Testing

/// The folder of merged bundles is this user's alone, or nothing is trusted by it.
@Suite struct PrivateFolderTests {
    private let scenario: Scenario
    private let front: Nginx
    private let authority: PrivateCA

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        scenario.environment["SSL_CERT_FILE"] = authority.rootFile
        scenario.environment["XDG_CACHE_HOME"] = scenario.directory["cache"]
        self.scenario = scenario
    }

    private func change(_ program: String, _ how: String, _ path: String) async throws {
        let outcome = try await Program.run(program, [how, scenario.directory[path]])
        #expect(outcome.succeeded, "\(outcome)")
    }

    /// - Parameter path: of the folder to blame.
    private func expectRefusal(_ words: [String], _ path: String, _ remedy: String) async throws {
        let run = try await scenario.run(words + ["--json"])
        #expect(run.code == .config, "\(run)")
        let message = run.document["message"].string ?? ""
        #expect(message.contains(" \(scenario.directory[path]): "), "\(run)")
        let hint = run.document["hints"][0].string ?? ""
        #expect(hint.contains("\(remedy) \(scenario.directory[path])"), "\(run)")
        #expect(scenario.index.requests.isEmpty)
    }

    private static let users: [[String]] = [
        ["trust", "job.toml"], ["sync", "job.toml", "--plan"],
        ["trust", "probe", "https://localhost/"],
    ]

    @Test(arguments: ["0777", "0770", "0755", "0750", "0711"])
    func oneThatIsOpenToOthersIsRefused(mode: String) async throws {
        for path in ["mirror/cache/trust", "cache/wheelbarrow/trust"] {
            try FileTree.makeDirectory(scenario.directory[path])
            try await change("chmod", mode, path)
        }
        try await expectRefusal(["sync", "job.toml"], "mirror/cache/trust", "chmod 700")
        for words in Self.users {
            try await expectRefusal(words, "cache/wheelbarrow/trust", "chmod 700")
        }
    }

    @Test func oneAboveThatOthersWriteToIsRefused() async throws {
        for path in ["mirror/cache", "cache/wheelbarrow"] {
            try FileTree.makeDirectory(scenario.directory[path + "/trust"])
            try await change("chmod", "0700", path + "/trust")
            try await change("chmod", "0777", path)
        }
        try await expectRefusal(["sync", "job.toml"], "mirror/cache", "chmod go-w")
        for words in Self.users {
            try await expectRefusal(words, "cache/wheelbarrow", "chmod go-w")
        }
        for path in ["mirror/cache", "cache/wheelbarrow"] {
            try await change("chmod", "1777", path)
        }
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test(arguments: [
        ["sync", "job.toml"], ["sync", "job.toml", "--plan"], ["trust", "job.toml"],
        ["trust", "job.toml", "--offline"],
    ])
    func theMirrorsIsRefusedByEveryVerbOfItsJob(words: [String]) async throws {
        try FileTree.makeDirectory(scenario.directory["mirror/cache/trust"])
        try await change("chmod", "0777", "mirror/cache/trust")
        try await expectRefusal(words, "mirror/cache/trust", "chmod 700")
    }

    @Test func itsCheckTellsIt() async throws {
        try FileTree.makeDirectory(scenario.directory["mirror/cache/trust"])
        try await change("chmod", "0777", "mirror/cache/trust")
        let run = try await scenario.run("check", "job.toml", "--json")
        expect(run, .config)
        #expect(run.output.contains(scenario.directory["mirror/cache/trust"]), "\(run)")
    }

    @Test func whoMayNotWriteToAMirrorKeepsNothingThere() async throws {
        // Only root can be somebody else.
        guard getuid() == 0 else {
            #expect(throws: (any Error).self) { try FileTree.write("", to: "/root/x") }
            return
        }
        expect(try await scenario.sync(), .ok)
        try scenario.directory.write(try authority.root, to: "root.pem")
        let opened = try await Program.run("chmod", ["-R", "a+rX", scenario.directory.path])
        #expect(opened.succeeded, "\(opened)")
        for words in [
            ["sync", "job.toml", "--plan"], ["check", "job.toml"], ["trust", "job.toml"],
        ] {
            var program = scenario.program(
                [], environment: ["SSL_CERT_FILE": scenario.directory["root.pem"]])
            program.path = "setpriv"
            program.arguments =
                ["--reuid", "65534", "--clear-groups", BuiltProducts.wheelbarrow] + words
            let run = try await program.run()
            #expect(run.status == .exited(0), "\(words) \(run)")
        }
    }

    @Test func anotherUsersIsRefused() async throws {
        // Only root gives folders away.
        guard getuid() == 0 else {
            #expect(throws: (any Error).self) { try FileTree.write("", to: "/root/x") }
            return
        }
        for path in ["mirror/cache/trust", "cache/wheelbarrow/trust"] {
            try FileTree.makeDirectory(scenario.directory[path])
            try await change("chmod", "0700", path)
            try await change("chown", "1000", path)
        }
        try await expectRefusal(["sync", "job.toml"], "mirror/cache/trust", "rm -r")
        for words in Self.users {
            try await expectRefusal(words, "cache/wheelbarrow/trust", "rm -r")
        }
        // Where not even the folder above is this user's, nothing is kept, as without a home.
        try await change("chown", "0", "mirror/cache/trust")
        try await change("chown", "1000", "cache")
        for words in Self.users.dropLast() { expect(try await scenario.run(words), .ok) }
        #expect(FileTree.files(under: scenario.directory["cache"]).isEmpty)
    }

    @Test func whatALinkLeadsToIsNotToBeClosed() async throws {
        try FileTree.makeDirectory(scenario.directory["everybodys"])
        try await change("chmod", "0777", "everybodys")
        for (folder, path) in [("mirror/cache", "mirror/cache/trust"), ("mirror", "mirror/cache")] {
            try FileTree.makeDirectory(scenario.directory[folder])
            try await link("everybodys", at: path)
            defer { try? FileTree.remove(scenario.directory["mirror"]) }
            for words in [["sync", "job.toml"], ["check", "job.toml"]] {
                let run = try await scenario.run(words)
                #expect(run.code == .config, "\(run)")
                #expect(!(run.output + run.errors).contains("chmod"), "\(run)")
            }
        }
    }

    @Test func aFileInItsPlaceIsToBeRemoved() async throws {
        try scenario.directory.write("", to: "mirror/cache/trust")
        let run = try await scenario.sync()
        expect(run, .cantcreat)
        #expect(run.errors.contains("rm \(scenario.directory["mirror/cache/trust"])"), "\(run)")
    }

    private func link(_ target: String, at path: String) async throws {
        let words = ["-s", scenario.directory[target], scenario.directory[path]]
        let outcome = try await Program.run("ln", words)
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test func aLinkInItsPlaceIsRefused() async throws {
        try FileTree.makeDirectory(scenario.directory["elsewhere"])
        try await change("chmod", "0700", "elsewhere")
        try FileTree.makeDirectory(scenario.directory["mirror/cache"])
        let link = [
            "-s", scenario.directory["elsewhere"], scenario.directory["mirror/cache/trust"],
        ]
        #expect(try await Program.run("ln", link).succeeded)
        try await expectRefusal(["sync", "job.toml"], "mirror/cache/trust", "rm")
        #expect(FileTree.files(under: scenario.directory["elsewhere"]).isEmpty)
    }

    @Test func theOneThatIsMadeIsClosedWhateverTheMask() async throws {
        var program = scenario.program([])
        program.path = "/bin/sh"
        program.arguments = [
            "-c", "umask 000; exec \"$0\" sync job.toml", BuiltProducts.wheelbarrow,
        ]
        let made = try await program.run()
        #expect(made.succeeded, "\(made)")
        expect(try await scenario.sync(), .ok, failures: [])
        for words in Self.users.dropLast() { expect(try await scenario.run(words), .ok) }
        for path in ["mirror/cache/trust", "cache/wheelbarrow/trust"] {
            let mode = try await Program.run("stat", ["-c", "%a", scenario.directory[path]])
            #expect(mode.output == "700\n")
        }
    }
}
