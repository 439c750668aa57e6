import Cryptography
import Primitives
import TestSupport
import Testing

/// Where a lock and an index disagree about a file, the one that said it is named, and what to do.
@Suite struct LockBlameTests {
    private let alpha = WheelMaker("alpha").wheel()
    private let zeros = String(repeating: "0", count: 32)

    private func text(_ registry: String, _ url: String, _ rest: String) -> String {
        UVLock.ofAlpha(registry: registry, "wheels = [{ url = \"\(url)\"\(rest) }]")
    }

    private static let target =
        "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n"

    /// What a warm-up and a sync of the lock say.
    private func runs(
        _ scene: WarmScene, _ lock: String, index: String = "", rest: String = ""
    ) async throws -> [CommandRun] {
        try scene.directory.write(lock, to: "uv.lock")
        try scene.scenario.writeJob(
            index: index, select: "lock-files = [\"uv.lock\"]", rest: rest + Self.target)
        return [
            try await scene.warm(
                "uv.lock", "--job", "job.toml", "--for", "ci", "--out", "wheelhouse", "--json"),
            try await scene.scenario.sync(),
        ]
    }

    @Test(arguments: ["size", "md5"])
    func theLockIsBlamedForWhatItSays(_ what: String) async throws {
        var tree = IndexTree()
        tree.add(alpha) { $0.size = nil }
        let scene = try WarmScene(tree)
        let rest =
            what == "size"
            ? ", hash = \"sha256:\(alpha.sha256)\", size = 7" : ", hash = \"md5:\(zeros)\""
        let lock = text(
            scene.index.url("/simple/"), scene.index.url("/x/\(alpha.filename)"), rest)
        for run in try await runs(scene, lock) {
            expect(run, .dataerr)
            let words = what == "size" ? "the lock says 7" : "the lock says md5:\(zeros)"
            #expect(run.document["message"].string?.contains(words) == true, "\(run)")
            #expect("\(run.document["hints"])".contains("lock the release again"), "\(run)")
        }
    }

    @Test func theIndexIsBlamedForWhatItSays() async throws {
        let wrong = zeros + zeros
        var tree = IndexTree()
        tree.add(alpha) {
            $0.sha256 = wrong
            $0.offersMetadata = false
        }
        let scene = try WarmScene(tree)
        let lock = text(
            scene.index.url("/simple/"), scene.index.url("/x/\(alpha.filename)"),
            ", hash = \"md5:\(Hashing.digest(alpha.bytes, .md5).hex)\"")
        for run in try await runs(scene, lock) {
            expect(run, .dataerr)
            #expect(
                run.document["message"].string?.contains("the index says sha256:\(wrong)") == true,
                "\(run)")
        }
    }

    /// Another registry's file without a hash is taken as that registry's own table says.
    @Test(arguments: [true, false])
    func anUnhashedEntryIsTakenAsItsOwnIndexSays(isAllowed: Bool) async throws {
        let scene = try WarmScene(IndexTree(WheelMaker("beta").wheel()))
        let other = try LoopbackIndex()
        IndexTree(alpha).serve(on: other)
        let lock = text(
            other.url("/simple/"), other.url("/files/alpha/\(alpha.filename)"), "")
        let table = """
            [[index]]
            name = "second"
            url = "\(other.url("/simple/"))"
            projects = ["other-*"]
            allow-unhashed = \(isAllowed)

            """
        // What the index says that serves the page is not said of the other.
        for run in try await runs(
            scene, lock, index: "allow-unhashed = \(!isAllowed)", rest: table)
        {
            expect(run, isAllowed ? .ok : .dataerr)
            #expect("\(run.document)".contains("no_hash") != isAllowed, "\(run)")
        }
    }

    @Test func whatToDoAboutAnUnhashedEntryIsTold() async throws {
        let scene = try WarmScene(IndexTree(alpha))
        try scene.directory.write(
            text("https://private.example/simple", "https://private.example/\(alpha.filename)", ""),
            to: "uv.lock")
        let run = try await scene.warm(
            "uv.lock", "--for", "ci312", "--out", "wheelhouse", "--json")
        expect(run, .dataerr)
        #expect(run.document["hints"][0].string?.contains("https://private.example") == true)
        #expect(run.document["hints"][0].string?.contains("allow-unhashed") == true, "\(run)")
    }
}
