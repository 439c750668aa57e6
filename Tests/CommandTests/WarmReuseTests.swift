import Glibc
import TestSupport
import Testing

/// What stands in a wheelhouse or a mirror already, and many runs at one wheelhouse.
@Suite struct WarmReuseTests {
    private let scene: WarmScene

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
        scene.index.forgetRequests()
    }

    private func fill(_ arguments: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "uv.lock", "--out", "wheelhouse", "--json"] + arguments,
            environment: scene.settings)
    }

    private var alpha: String { scene.directory["wheelhouse/alpha-1.0-py3-none-any.whl"] }

    private func fetched(_ scene: WarmScene) -> [String] {
        scene.index.requests.map(\.path).filter { $0.hasSuffix(".whl") }.sorted()
    }

    @Test func aDamagedFileComesAgain() async throws {
        expect(try await fill(), .ok)
        let right = try FileTree.bytes(alpha)
        try FileTree.write(Array(right.dropLast(7)), to: alpha)
        scene.index.forgetRequests()
        let run = try await fill()
        expect(run, .ok, failures: [])
        #expect(run.document["files"]["new"].int == 1)
        #expect(fetched(scene).count == 1)
        #expect(try FileTree.bytes(alpha) == right)
    }

    @Test func anotherFileOfTheSameNameStays() async throws {
        try scene.directory.write("somebody's", to: "wheelhouse/alpha-1.0-py3-none-any.whl")
        let run = try await fill()
        expect(run, .dataerr)
        let reason = run.document["holes"].array.first?["reason"].string ?? ""
        #expect(reason.contains("it has sha256:"), "\(run)")
        #expect(
            reason.contains("sha256:\(scene.tree.projects["alpha"]?.first?.file.sha256 ?? "?")"))
        #expect(try FileTree.text(alpha) == "somebody's")
        #expect(!scene.directory.exists("wheelhouse/CACHE_KEY"))
    }

    @Test func aMirrorsFilesAreTakenFirst() async throws {
        expect(try await scene.scenario.sync(), .ok)
        let pool = TreeSnapshot(of: scene.directory["mirror/public/files"])
        scene.index.forgetRequests()
        let run = try await scene.scenario.run(
            ["warm", "uv.lock", "--out", "wheelhouse", "--mirror", "mirror", "--json"],
            environment: WarmScene.nothing)
        expect(run, .ok)
        #expect(run.document["files"]["new"].int == 4)
        #expect(scene.index.requests.isEmpty)
        var found = stat()
        #expect(unsafe stat(alpha, &found) == 0 && found.st_nlink == 1)
        try FileTree.write("changed", to: alpha)
        #expect(TreeSnapshot(of: scene.directory["mirror/public/files"]) == pool)
    }

    @Test func whatIsDamagedInAMirrorIsDownloaded() async throws {
        expect(try await scene.scenario.sync(), .ok)
        for file in FileTree.files(under: scene.directory["mirror/public/files"])
        where file.hasSuffix("alpha-1.0-py3-none-any.whl") {
            try FileTree.write("damaged", to: scene.directory["mirror/public/files/\(file)"])
        }
        scene.index.forgetRequests()
        expect(try await fill("--mirror", "mirror"), .ok)
        #expect(fetched(scene).map { $0.hasSuffix("alpha-1.0-py3-none-any.whl") } == [true])
    }

    @Test func aMissingMirrorIsNoInput() async throws {
        expect(try await fill("--mirror", "nowhere"), .noinput)
        try FileTree.makeDirectory(scene.directory["empty"])
        expect(try await fill("--mirror", "empty"), .noinput)
    }

    @Test func runsAtOnceShareTheWork() async throws {
        let gate = Gate()
        let page = Script.json(scene.tree.page("alpha", .json))
        scene.index.set("/simple/alpha/", page.behaving(.held(gate)))
        let arguments = ["warm", "uv.lock", "--out", "wheelhouse", "--json"]
        let programs = try (0..<3).map { _ in
            try scene.scenario.program(arguments, environment: scene.settings).start()
        }
        let narrow = try scene.scenario.program(
            arguments + ["--for", "ci312"], environment: scene.settings
        ).start()
        try await Patience.until("the first request") {
            !scene.index.requests(for: "/simple/alpha/").isEmpty
        }
        gate.open()
        for program in programs + [narrow] {
            expect(CommandRun(arguments, try await program.wait()), .ok, failures: [])
        }
        #expect(fetched(scene).count == 4)
        let sums = try await Program.run(
            "sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"],
            directory: scene.wheelhouse)
        #expect(sums.succeeded, "\(sums)")
        expect(try await scene.warm("uv.lock", "--check", "wheelhouse"), .ok)
    }

    @Test func aSignalEndsTheWaitForAnother() async throws {
        let gate = Gate()
        let page = Script.json(scene.tree.page("alpha", .json))
        scene.index.set("/simple/alpha/", page.behaving(.held(gate)))
        let arguments = ["warm", "uv.lock", "--out", "wheelhouse"]
        let holder = try scene.scenario.program(arguments, environment: scene.settings).start()
        try await Patience.until("the first request") {
            !scene.index.requests(for: "/simple/alpha/").isEmpty
        }
        let waiting = try scene.scenario.program(
            arguments + ["--progress", "always"], environment: scene.settings
        ).start()
        try await Patience.until("the wait") { waiting.errors.contains("waiting") }
        waiting.send(SIGINT)
        #expect(try await waiting.wait().status == .signalled(SIGINT))
        gate.open()
        #expect(try await holder.wait().succeeded)
    }

    @Test func whatAKilledRunLeftIsSweptByTheNext() async throws {
        let wheel = scene.tree.projects["alpha"]?.first?.file
        let path =
            "/" + IndexTree.filePath("alpha", try #require(scene.tree.projects["alpha"]?.first))
        scene.index.set(path, Script.file(try #require(wheel).bytes).behaving(.stall(after: 100)))
        let run = try scene.scenario.program(
            ["warm", "uv.lock", "--out", "wheelhouse"], environment: scene.settings
        ).start()
        let drafts = {
            ((try? FileTree.names(in: scene.wheelhouse)) ?? []).filter { $0.hasSuffix(".part") }
        }
        try await Patience.until("a draft") { !drafts().isEmpty }
        run.send(SIGKILL)
        _ = try await run.wait()
        #expect(!drafts().isEmpty)
        #expect(!scene.directory.exists("wheelhouse/CACHE_KEY"))
        scene.tree.serve(on: scene.index)
        expect(try await fill(), .ok)
        #expect(drafts() == [])
    }

    @Test func aSignalLeavesNoDraftAndNoList() async throws {
        expect(try await fill("--for", "ci312"), .ok)
        let before = TreeSnapshot(of: scene.wheelhouse, skipping: [".", "beta"])
        let listing = try #require(scene.tree.projects["gamma"]?.first)
        let path = "/" + IndexTree.filePath("gamma", listing)
        scene.index.set(path, Script.file(listing.file.bytes).behaving(.stall(after: 100)))
        let run = try scene.scenario.program(
            ["warm", "uv.lock", "--out", "wheelhouse"], environment: scene.settings
        ).start()
        try await Patience.until("the last file") { !scene.index.requests(for: path).isEmpty }
        run.send(SIGTERM)
        let outcome = try await run.wait()
        #expect(outcome.status == .signalled(SIGTERM), "\(outcome)")
        #expect(
            try FileTree.names(in: scene.wheelhouse).filter { $0.hasSuffix(".part") } == [])
        #expect(TreeSnapshot(of: scene.wheelhouse, skipping: [".", "beta"]) == before)
    }
}
