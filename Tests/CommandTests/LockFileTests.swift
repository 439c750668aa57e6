import TestSupport
import Testing

/// `lock-files`: a lock is taken exactly, and its hashes count more than the index's.
@Suite struct LockFileTests {
    private static let targets = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        [[target]]
        name = "desk"
        python = "3.11"
        platform = "windows-amd64"
        """

    private let old = WheelMaker("alpha", "1.0", requires: ["beta"]).wheel()
    private let new = WheelMaker("alpha", "2.0").wheel()
    private let beta = WheelMaker("beta").wheel()

    private func scenario(
        _ tree: IndexTree, lock: String, name: String = "pylock.toml", rest: String = ""
    ) throws -> Scenario {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "lock-files = [\"\(name)\"]", dependencies: true, rest: Self.targets + rest)
        try scenario.directory.write(lock, to: name)
        return scenario
    }

    private func pylock(
        _ files: Distribution..., url: String? = "https://127.0.0.1:1/", head: String = ""
    ) -> String {
        func place(_ file: Distribution) -> String {
            url.map { "url = \"\($0)\(file.filename)\"" } ?? "path = \"\(file.filename)\""
        }
        let packages = files.map { file in
            """
            [[packages]]
            name = "\(file.project)"
            version = "\(file.version)"
            wheels = [{ \(place(file)), \
            hashes = { sha256 = "\(file.sha256)" } }]
            """
        }
        return "lock-version = \"1.0\"\ncreated-by = \"test\"\n\(head)\n"
            + packages.joined(separator: "\n") + "\n"
    }

    @Test func nothingIsResolvedAnew() async throws {
        let scenario = try scenario(IndexTree(old, new, beta), lock: pylock(old))
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": [old.filename]])
        scenario.index.forgetRequests()
        let again = try await scenario.sync()
        expect(again, .ok, failures: [])
        #expect(again.document["published"].bool == false, "\(again)")
        #expect(scenario.index.requests.map(\.target) == ["/simple/alpha/"])
        // Another lock is other work.
        try scenario.directory.write(pylock(new, beta), to: "pylock.toml")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(
            try scenario.published.files() == ["alpha": [new.filename], "beta": [beta.filename]])
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        let files = explained.document["files"].array
        #expect(files.compactMap { $0["rule"].string } == ["kept-resolved", "not-resolved"])
        #expect(files.first?["detail"].string?.contains("pylock.toml:") == true, "\(explained)")
    }

    @Test(arguments: [nil, String(repeating: "0", count: 64)])
    func theLockedHashReplacesTheIndexs(claim: String?) async throws {
        var tree = IndexTree(beta)
        tree.add(old) {
            $0.sha256 = claim
            $0.offersMetadata = false
        }
        let scenario = try scenario(tree, lock: pylock(old))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": [old.filename]])
        try scenario.published.expectWhole()
    }

    /// What the index does not have, or has with other bytes, comes from where the lock has it.
    @Test(arguments: ["project", "file", "bytes"])
    func theLocksOwnAddressComesSecond(missing: String) async throws {
        var tree = IndexTree(beta)
        if missing == "file" { tree.add(new) }
        if missing == "bytes" {
            var other = old
            other.bytes = new.bytes
            tree.add(other)
        }
        let scenario = try scenario(tree, lock: "")
        scenario.index.set("/elsewhere/\(old.filename)", .file(old.bytes))
        try scenario.directory.write(
            pylock(old, url: scenario.index.url("/elsewhere/")), to: "pylock.toml")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.bytes("alpha", old.filename) == old.bytes)
        try scenario.published.expectWhole()
        scenario.index.forgetRequests()
        let again = try await scenario.sync()
        expect(again, .ok, failures: [])
        #expect(again.document["published"].bool == false, "\(again)")
        #expect(again.warnings == [], "\(again)")
        #expect(scenario.index.requests.map(\.target) == ["/simple/alpha/"])
    }

    @Test func whatNobodyHasIsTold() async throws {
        let scenario = try scenario(IndexTree(beta), lock: pylock(old, beta, url: nil))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha not_found"])
        #expect(try scenario.published.files() == ["beta": [beta.filename]])
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .dataerr)
        let missing = proof.document["missing"].array
        #expect(missing.compactMap { $0["target"].string } == ["ci", "desk"], "\(proof)")
        #expect(missing.first?["name"].string == "alpha")
        #expect(missing.first?["requirement"].string == "alpha==1.0")
    }

    @Test func aTargetThatTheLockIsNotForIsNamed() async throws {
        let scenario = try scenario(
            IndexTree(old), lock: pylock(old, head: "requires-python = \">=3.12\""))
        let run = try await scenario.sync()
        expect(run, .dataerr)
        let message = run.document["message"].string ?? ""
        #expect(message.contains("pylock.toml:3"), "\(run)")
        #expect(message.contains(">=3.12") && message.contains("desk"), "\(run)")
    }

    @Test func aTargetWithoutAFittingFileIsAFailure() async throws {
        let linux = WheelMaker("alpha", "1.0").wheel("cp312-cp312-manylinux_2_17_x86_64")
        let scenario = try scenario(IndexTree(linux), lock: pylock(linux))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha no_match"])
        let message = run.document["failures"].array.first?["message"].string ?? ""
        #expect(message.contains("target desk"), "\(run)")
        #expect(message.contains("does not fit target desk"), "\(run)")
        #expect(try scenario.published.files() == ["alpha": [linux.filename]])
    }

    @Test func uvLockAndHashedRequirementsAreLocksToo() async throws {
        let lock = """
            version = 1
            revision = 3
            requires-python = ">=3.9"

            [[package]]
            name = "alpha"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            dependencies = [{ name = "beta", marker = "sys_platform == 'win32'" }]
            wheels = [
                { url = "https://files.index.example/\(old.filename)", hash = "sha256:\(old.sha256)" },
            ]

            [[package]]
            name = "beta"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            wheels = [
                { url = "https://files.index.example/\(beta.filename)", \
            hash = "sha256:\(beta.sha256)" },
            ]

            [[package]]
            name = "app"
            version = "0.1.0"
            source = { virtual = "." }
            dependencies = [{ name = "alpha" }]
            """
        let scenario = try scenario(IndexTree(old, new, beta), lock: lock, name: "uv.lock")
        expect(try await scenario.sync(), .ok, failures: [])
        let files = ["alpha": [old.filename], "beta": [beta.filename]]
        #expect(try scenario.published.files() == files)

        let other = try self.scenario(
            IndexTree(old, new, beta),
            lock:
                "alpha==1.0 --hash=sha256:\(old.sha256)\nbeta==1.0 --hash=sha256:\(beta.sha256)\n",
            name: "locked.txt")
        expect(try await other.sync(), .ok, failures: [])
        #expect(try other.published.files() == files)
    }

    @Test func anUnpinnedLineIsNoLock() async throws {
        let scenario = try scenario(IndexTree(old), lock: "alpha>=1\n", name: "loose.txt")
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("loose.txt:1") == true, "\(run)")
        #expect(run.document["message"].string?.contains("uv pip compile") == true, "\(run)")
    }

    // MARK: - prove-installable

    @Test func anIncompleteStateIsNotPublished() async throws {
        let tree = IndexTree(old, beta)
        let scenario = try scenario(
            tree, lock: pylock(old, beta), rest: "\n[publish]\nprove-installable = true")
        expect(try await scenario.sync(), .ok, failures: [])
        let generation = scenario.published.generation
        let gamma = WheelMaker("gamma").wheel()
        try scenario.directory.write(pylock(old, beta, gamma), to: "pylock.toml")
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["gamma/gamma-1.0-py3-none-any.whl connect"])
        #expect(run.document["published"].bool == false, "\(run)")
        #expect(scenario.published.generation == generation)
        #expect(run.document["message"].string?.contains("gamma") == true, "\(run)")
        var more = tree
        more.add(gamma)
        more.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta", "gamma"])
    }

    @Test func requirementsAreProvenWithWhatTheyLeadTo() async throws {
        let scenario = try Scenario(IndexTree(old, beta))
        func write(_ dependencies: Bool) throws {
            try scenario.writeJob(
                select: "requirements = [\"alpha\"]\nversions = \"latest\"",
                dependencies: dependencies,
                rest: Self.targets + "\n[publish]\nprove-installable = true")
        }
        try write(false)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["beta no_match"])
        #expect(!scenario.published.isPublished)
        #expect(run.document["message"].string?.contains("alpha -> ") == true, "\(run)")
        try write(true)
        expect(try await scenario.sync(), .ok, failures: [])
    }
}
