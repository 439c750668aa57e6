import TestSupport
import Testing

/// `warm --through`: a caching proxy is asked for every file once, before the morning rush.
@Suite struct WarmThroughTests {
    private let scene: WarmScene
    private let proxy: LoopbackIndex

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
        proxy = try LoopbackIndex()
        scene.tree.serve(on: proxy)
        scene.index.stop()
    }

    private func warm(_ arguments: String..., environment: [String: String] = WarmScene.nothing)
        async throws -> CommandRun
    {
        try await scene.scenario.run(
            ["warm", "uv.lock", "--through", proxy.url("/simple/"), "--json"] + arguments,
            environment: environment)
    }

    private var fetched: [String] {
        proxy.requests.map(\.path).filter { $0.hasPrefix("/files/") }.sorted()
    }

    @Test func everyFileIsFetchedOnceAndNoneIsKept() async throws {
        let before = TreeSnapshot(of: scene.directory.path, skipping: ["home"])
        let run = try await warm()
        expect(run, .ok, failures: [])
        #expect(fetched.count == 4 && Set(fetched).count == 4)
        #expect(run.document["files"]["new"].int == 4)
        let size = scene.tree.listings.filter { $0.listing.file.isWheel }
            .filter { !$0.listing.file.filename.contains("cp311") }
            .reduce(0) { $0 + $1.listing.file.bytes.count }
        #expect((run.document["bytes_downloaded"].int ?? 0) > size)
        #expect(TreeSnapshot(of: scene.directory.path, skipping: ["home"]) == before)
    }

    @Test func whatBreaksOffIsTriedAgain() async throws {
        let path = "/files/gamma/gamma-0.3-py3-none-any.whl"
        let file = try #require(scene.tree.projects["gamma"]?.first).file
        var whole = Script.file(file.bytes)
        whole.servesRanges = false
        proxy.set(path, [whole.behaving(.truncate(after: 50)), whole])
        expect(try await warm("--for", "desk"), .ok, failures: [])
        #expect(proxy.requests(for: path).count == 2)
    }

    @Test func wrongBytesAndMissingFilesAreTold() async throws {
        let gamma = "/files/gamma/gamma-0.3-py3-none-any.whl"
        proxy.set(gamma, .file([1, 2, 3]))
        proxy.remove("/simple/alpha/")
        let run = try await warm("--for", "desk")
        expect(run, .dataerr)
        let holes = run.document["holes"].array.map {
            "\($0["project"].string ?? "") \($0["kind"].string ?? "")"
        }
        #expect(holes == ["alpha not_found", "gamma size_mismatch"])
        #expect(!proxy.requests(for: gamma).isEmpty)
    }

    @Test func theJobsCredentialsAreForItsOwnIndex() async throws {
        try scene.directory.write("secret\n", to: "token")
        try scene.scenario.writeJob(
            url: proxy.url("/other/"), index: "token-file = \"token\"")
        expect(try await warm("--job", "job.toml", "--for", "ci312"), .ok)
        #expect(proxy.requests.allSatisfy { $0["authorization"] == "Bearer secret" })
        proxy.forgetRequests()
        try scene.scenario.writeJob(index: "token-file = \"token\"")
        expect(try await warm("--job", "job.toml", "--for", "ci312"), .ok)
        #expect(proxy.requests.allSatisfy { $0["authorization"] == nil })
    }
}
