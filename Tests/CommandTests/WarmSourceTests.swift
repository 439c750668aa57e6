import TestSupport
import Testing

/// Where the files of a warm-up come from, and whose hashes count.
@Suite struct WarmSourceTests {
    private let scene: WarmScene
    private let alpha: Distribution
    private let beta: Distribution

    init() async throws {
        alpha = WheelMaker("alpha").wheel()
        beta = WheelMaker("beta").wheel()
        scene = try WarmScene(IndexTree(alpha, beta))
    }

    private func fill(
        _ input: String = "uv.lock", _ arguments: [String] = [],
        environment: [String: String]? = nil
    ) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", input, "--for", "ci312", "--out", "wheelhouse", "--json"] + arguments,
            environment: environment ?? scene.settings)
    }

    private func wheels() throws -> [String] {
        try FileTree.names(in: scene.wheelhouse).filter { $0.hasSuffix(".whl") }
    }

    private func serve(_ change: (inout IndexTree.Listing) -> Void, alone: Bool = false) {
        var tree = scene.tree
        tree.change("alpha", change)
        tree.serve(on: scene.index)
    }

    /// A lock whose files stand at another server than the index.
    private func lockElsewhere() async throws -> LoopbackIndex {
        try await scene.lock("alpha", "beta")
        let other = try LoopbackIndex()
        scene.tree.serve(on: other)
        let text = try scene.directory.text("uv.lock")
        try scene.directory.write(
            text.replacing(scene.index.origin, with: other.origin), to: "uv.lock")
        scene.index.forgetRequests()
        return other
    }

    @Test func theIndexComesBeforeTheLocksAddresses() async throws {
        let other = try await lockElsewhere()
        expect(try await fill(), .ok, failures: [])
        #expect(other.requests.isEmpty)
        #expect(scene.index.requests.count == 4)
    }

    @Test(arguments: ["missing project", "missing file", "other bytes", "failing file"])
    func theLocksAddressServesWhereTheIndexDoesNot(fault: String) async throws {
        let other = try await lockElsewhere()
        let path = "/files/alpha/\(alpha.filename)"
        switch fault {
        case "missing project": scene.index.remove("/simple/alpha/")
        case "missing file": scene.index.remove(path)
        case "other bytes": scene.index.set(path, .file(alpha.bytes.reversed()))
        default: scene.index.set(path, .failure(403))
        }
        let run = try await fill()
        expect(run, .ok, failures: [])
        #expect(other.requests.map(\.path) == [path])
        #expect(try wheels() == [alpha.filename, beta.filename])
    }

    @Test func withoutAnyIndexTheLocksAddressesServeAlone() async throws {
        let other = try await lockElsewhere()
        expect(try await fill(environment: WarmScene.nothing), .ok, failures: [])
        #expect(scene.index.requests.isEmpty)
        #expect(other.requests.count == 2)
    }

    @Test(arguments: ["none", "wrong", "weak"])
    func aLockedHashStandsInThePlaceOfTheIndexs(hash: String) async throws {
        try scene.writeRequirements(scene.pin("alpha"))
        serve { listing in
            listing.sha256 = hash == "wrong" ? String(repeating: "0", count: 64) : nil
            if hash == "weak" {
                listing.url =
                    "../../files/alpha/\(alpha.filename)#md5=0123456789abcdef0123456789abcdef"
            }
        }
        let right = try await fill("requirements.txt")
        expect(right, .ok, failures: [])
        #expect(try wheels() == [alpha.filename])
        scene.index.set("/files/alpha/\(alpha.filename)", .file(alpha.bytes + [0]))
        try FileTree.remove(scene.wheelhouse)
        serve {
            $0.sha256 = nil
            $0.size = nil
        }
        scene.index.set("/files/alpha/\(alpha.filename)", .file(alpha.bytes + [0]))
        let wrong = try await fill("requirements.txt")
        expect(wrong, .dataerr, failures: ["alpha/\(alpha.filename) hash_mismatch"])
        #expect(try wheels() == [])
    }

    @Test func aFileThatNobodyVouchesForIsRefused() async throws {
        try scene.writeRequirements("alpha==1.0")
        serve { $0.sha256 = nil }
        let run = try await fill("requirements.txt")
        expect(run, .dataerr, failures: ["alpha/\(alpha.filename) no_hash"])
        #expect(run.document["message"].string?.contains("allow-unhashed") == true, "\(run)")
        try scene.scenario.writeJob(index: "allow-unhashed = true")
        let allowed = try await fill("requirements.txt", ["--job", "job.toml"])
        expect(allowed, .ok, failures: [])
        #expect(try scene.directory.text("wheelhouse/SHA256SUMS").hasPrefix(alpha.sha256))
        scene.index.forgetRequests()
        let again = try await fill("requirements.txt", ["--job", "job.toml"])
        expect(again, .ok)
        #expect(again.document["files"]["reused"].int == 1, "\(again)")
        let key = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--job", "job.toml", "--key-only")
        expect(key, .dataerr)
    }

    @Test func allThatFailsIsToldAndTheRestIsKept() async throws {
        expect(try await lockedFill(), .ok)
        let key = try scene.directory.text("wheelhouse/requirements.lock.txt")
        #expect(scene.directory.exists("wheelhouse/CACHE_KEY"))
        var tree = scene.tree
        for name in ["gamma", "delta", "epsilon"] { tree.add(WheelMaker(name).wheel()) }
        tree.serve(on: scene.index)
        scene.index.set("/files/gamma/gamma-1.0-py3-none-any.whl", .failure(404))
        scene.index.set("/files/delta/delta-1.0-py3-none-any.whl", .file([1, 2, 3]))
        try await scene.lock("alpha", "beta", "gamma", "delta", "epsilon")
        let run = try await fill()
        expect(
            run, .dataerr,
            failures: [
                "delta/delta-1.0-py3-none-any.whl size_mismatch",
                "gamma/gamma-1.0-py3-none-any.whl http",
            ])
        #expect(
            run.document["holes"].array.compactMap { $0["project"].string } == ["delta", "gamma"])
        #expect(run.document["keys"].array.isEmpty)
        #expect(try wheels() == [alpha.filename, beta.filename, "epsilon-1.0-py3-none-any.whl"])
        // What stood there before is as it was.
        #expect(scene.directory.exists("wheelhouse/CACHE_KEY"))
        #expect(try scene.directory.text("wheelhouse/requirements.lock.txt") == key)
        let report = try JSONValue(parsing: scene.directory.bytes("wheelhouse/report.json"))
        #expect(report["exit_code"].int == 65)
    }

    private func lockedFill() async throws -> CommandRun {
        try await scene.lock("alpha", "beta")
        return try await fill()
    }

    @Test func anIndexThatIsAwayIsUnavailable() async throws {
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        scene.index.stop()
        try scene.scenario.writeJob()
        let run = try await fill("requirements.txt", ["--job", "job.toml"])
        expect(run, .unavailable, failures: ["alpha connect", "beta connect"])
        #expect(run.document["holes"].array.count == 2)
    }

    @Test func aChainThatIsNotTrustedExplainsItself() async throws {
        let authority = try PrivateCA(name: "Example Corp Root")
        let front = try Nginx(before: scene.index, authority.server)
        let settings = ["PIP_INDEX_URL": "\(front.tlsURL)/simple/"]
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let run = try await fill("requirements.txt", environment: settings)
        expect(run, .noperm, failures: ["alpha tls_trust", "beta tls_trust"])
        let message = run.document["message"].string ?? ""
        #expect(message.contains("Example Corp Root"), "\(run)")
        #expect(run.document["failures"].array.contains { $0["tls"]["code"].int == 20 }, "\(run)")
        // People hear of the cause, and how much more it keeps from them.
        let told = try await scene.scenario.run(
            ["warm", "requirements.txt", "--for", "cp312-linux-x86_64", "--out", "house"],
            environment: settings)
        #expect(told.errors.contains("  and 1 that were skipped for it\n"), "\(told)")
        #expect(!told.errors.contains("skipped: see"), "\(told)")
        #expect(!run.document["hints"].array.isEmpty)
        let trusted = try await fill(
            "requirements.txt", ["--ca-file", authority.rootFile], environment: settings)
        expect(trusted, .ok, failures: [])
        #expect(trusted.document["trust"].string?.contains(authority.rootFile) == true)
    }

    @Test func aQuarantinedProjectIsNotFetchedRoundTheIndex() async throws {
        let other = try await lockElsewhere()
        var tree = scene.tree
        tree.projects["alpha"] = []
        tree.statuses["alpha"] = "quarantined"
        tree.serve(on: scene.index)
        let run = try await fill()
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("quarantine") == true, "\(run)")
        #expect(other.requests.isEmpty)
    }
}
