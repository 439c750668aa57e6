import TestSupport
import Testing

/// Where a lock has a file is asked as the job says of that host, by a sync as by a warm-up.
@Suite struct LockHostTests {
    private let alpha = WheelMaker("alpha").wheel()
    private let scene: WarmScene
    /// Where the lock has the file; the scene's own index does not have it.
    private let other: LoopbackIndex

    init() throws {
        scene = try WarmScene(IndexTree(WheelMaker("beta").wheel()))
        other = try LoopbackIndex()
        IndexTree(alpha).serve(on: other)
        let wheels =
            "wheels = [{ url = \"\(other.url("/files/alpha/\(alpha.filename)"))\", "
            + "hash = \"sha256:\(alpha.sha256)\" }]"
        try scene.directory.write(
            UVLock.ofAlpha(registry: other.url("/simple/"), wheels), to: "uv.lock")
    }

    private static let target =
        "[[target]]\nname = \"ci312\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n"

    private func runs(_ tables: String) async throws -> (warm: CommandRun, sync: CommandRun) {
        try scene.scenario.writeJob(
            select: "lock-files = [\"uv.lock\"]", rest: tables + "\n" + Self.target)
        let warm = try await scene.warm(
            "uv.lock", "--job", "job.toml", "--for", "ci312", "--out", "wheelhouse", "--json")
        return (warm, try await scene.scenario.sync())
    }

    @Test func aDeclaredHostIsAskedAsItsTableSays() async throws {
        let (warm, sync) = try await runs(
            "[[index]]\nname = \"second\"\nurl = \"\(other.url("/simple/"))\"\n"
                + "projects = [\"other-*\"]\n")
        expect(warm, .ok)
        expect(sync, .ok, failures: [])
    }

    @Test func aHostThatNobodyDeclaredIsNotAskedByHTTP() async throws {
        let (warm, sync) = try await runs("")
        expect(warm, .dataerr)
        expect(sync, .dataerr, failures: ["alpha/\(alpha.filename) no_match"])
        for run in [warm, sync] {
            #expect("\(run.document["hints"])".contains("file-hosts"), "\(run)")
            #expect(run.document["message"].string?.contains("no [[index]] allows http") == true)
        }
        #expect(other.requests.isEmpty)
    }
}
