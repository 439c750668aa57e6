import TestSupport
import Testing

/// A mirror on a disk that may not be written to: whole it is done, else somebody has to act.
@Suite struct ReadOnlyMirrorTests {
    private static let project = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        """

    private func filled(_ tree: IndexTree = IndexTree(WheelMaker("alpha").wheel())) async throws
        -> Scenario
    {
        let scenario = try Scenario(tree)
        try scenario.writeJob(dependencies: true, rest: Self.project)
        expect(try await scenario.sync(), .ok, failures: [])
        return scenario
    }

    /// Runs the program where the mirror is mounted for reading only.
    private func runFixed(
        _ scenario: Scenario, _ words: [String], environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let script = """
            mount --bind mirror mirror && mount -o remount,ro,bind mirror &&
            ! touch mirror/x 2>&- && cd . && exec "$0" "$@"
            """
        var program = scenario.program([], environment: environment)
        program.path = "unshare"
        program.arguments = ["-rm", "/bin/sh", "-c", script, BuiltProducts.wheelbarrow] + words
        return CommandRun(words, try await program.run())
    }

    private func state(_ scenario: Scenario) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in FileTree.files(under: scenario.mirror) {
            let path = "\(scenario.mirror)/\(name)"
            let link = try? FileTree.destination(of: path)
            found[name] = try link.map { Array($0.utf8) } ?? FileTree.bytes(path)
        }
        return found
    }

    private func sync(_ scenario: Scenario) -> [String] { ["sync", scenario.job, "--json"] }

    @Test func aWholeMirrorIsDone() async throws {
        let scenario = try await filled()
        let before = try state(scenario)
        for _ in 0..<2 {
            let run = try await runFixed(scenario, sync(scenario))
            expect(run, .ok, failures: [])
            #expect(run.document["published"].bool == false, "\(run)")
            #expect(run.document["changed"].bool == false, "\(run)")
            #expect(run.document["generation"].int == 1, "\(run)")
        }
        let silent = try await runFixed(scenario, ["sync", scenario.job])
        #expect(silent.code == .ok && silent.errors.isEmpty, "\(silent)")
        #expect(try state(scenario) == before)
    }

    /// As its owner, without what root may do beyond that.
    @Test func aWholeMirrorThatItsModesProtectIsDone() async throws {
        let scenario = try await filled()
        let before = try state(scenario)
        let protect = try await Program.run("chmod", ["-R", "a-w", scenario.mirror])
        #expect(protect.status == .exited(0))
        func runProtected() async throws -> CommandRun {
            var program = scenario.program([])
            program.path = "unshare"
            program.arguments = ["-U", BuiltProducts.wheelbarrow] + sync(scenario)
            return CommandRun(sync(scenario), try await program.run())
        }
        let run = try await runProtected()
        expect(run, .ok, failures: [])
        #expect(run.document["published"].bool == false, "\(run)")
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("alpha", "2.0").wheel())
            .serve(on: scenario.index)
        expect(try await runProtected(), .cantcreat, failures: ["- disk"])
        #expect(try state(scenario) == before)
        _ = try await Program.run("chmod", ["-R", "u+w", scenario.mirror])
    }

    @Test func onlyLookingWorksAsEver() async throws {
        let scenario = try await filled()
        let before = try state(scenario)
        for words in [
            ["status", scenario.mirror, "--json"], ["explain", scenario.job, "alpha", "--json"],
            ["generations", scenario.mirror, "--json"], ["prove", scenario.job, "--json"],
            ["sync", scenario.job, "--plan", "--json"], ["check", scenario.job, "--json"],
        ] {
            expect(try await runFixed(scenario, words), .ok)
        }
        #expect(try state(scenario) == before)
    }

    @Test func aNewFileCannotBeTaken() async throws {
        let scenario = try await filled()
        let before = try state(scenario)
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("alpha", "2.0").wheel())
            .serve(on: scenario.index)
        scenario.index.forgetRequests()
        let run = try await runFixed(scenario, sync(scenario))
        expect(run, .cantcreat, failures: ["- disk"])
        let message = run.document["message"].string ?? ""
        #expect(message.contains("read-only") && message.contains(scenario.mirror), "\(run)")
        #expect(run.document["published"].bool == false)
        #expect(!scenario.index.requests.contains { $0.path.hasSuffix(".whl") })
        #expect(try state(scenario) == before)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }

    @Test func aPageThatSaysSomethingElseCannotBePublished() async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        let scenario = try await filled(tree)
        tree.change("alpha") { $0.uploadTime = "2024-01-01T00:00:00Z" }
        tree.serve(on: scenario.index)
        let before = try state(scenario)
        let run = try await runFixed(scenario, sync(scenario))
        expect(run, .cantcreat)
        #expect(run.document["published"].bool == false)
        #expect(try state(scenario) == before)
    }

    @Test func whatTheMirrorLostCannotBeRestored() async throws {
        for lost in ["public/files", "public/.pages", "public/simple", "state.sqlite"] {
            let scenario = try await filled()
            try FileTree.remove("\(scenario.mirror)/\(lost)")
            let run = try await runFixed(scenario, sync(scenario))
            expect(run, .cantcreat)
            #expect(run.document["message"].string?.contains("read-only") == true, "\(run)")
            expect(try await scenario.sync(), .ok, failures: [])
            try scenario.published.expectWhole()
        }
    }

    @Test func anIndexThatIsDownIsToldAsEver() async throws {
        let scenario = try await filled()
        scenario.index.set("/simple/", Script(status: 500))
        scenario.index.set("/simple/alpha/", Script(status: 500))
        let run = try await runFixed(scenario, sync(scenario))
        expect(run, .unavailable)
        #expect(run.document["published"].bool == false)
    }

    @Test func aMirrorThatWasNeverFilledCannotBe() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try FileTree.makeDirectory(scenario.mirror)
        let run = try await runFixed(scenario, sync(scenario))
        expect(run, .cantcreat)
        #expect(scenario.index.requests.isEmpty)
    }

    @Test func certificatesCountThereToo() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let authority = try PrivateCA(name: "Example Corp Root")
        let front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        let settings = ["SSL_CERT_FILE": authority.rootFile]
        expect(try await scenario.sync(environment: settings), .ok, failures: [])
        expect(try await runFixed(scenario, sync(scenario), environment: settings), .ok)
        // A certificate that was added since stands in no bundle of the mirror yet.
        let stranger = try PrivateCA()
        let more = settings.merging(["WHEELBARROW_EXTRA_CA_CERTS": stranger.rootFile]) { $1 }
        expect(try await runFixed(scenario, sync(scenario), environment: more), .ok)
        let run = try await runFixed(
            scenario, sync(scenario), environment: ["SSL_CERT_FILE": stranger.rootFile])
        expect(run, .noperm, failures: ["alpha tls_trust"])
    }
}
