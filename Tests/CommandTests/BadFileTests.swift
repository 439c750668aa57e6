import TestSupport
import Testing

/// Files that are not what their page says, or that nobody should write to a disk.
@Suite struct BadFileTests {
    private let good = WheelMaker("alpha", "1.0").wheel()
    private let bad = WheelMaker("alpha", "2.0", payloadSize: 20_000).wheel()
    private let onlyAlpha = #"requirements = ["alpha"]"#

    private var badPath: String { "/files/alpha/\(bad.filename)" }

    /// Syncs a project of one good and one bad file, and of the bad one alone.
    private func expectFailure(
        _ kind: String, _ code: ExitCode,
        listing change: (inout IndexTree.Listing) -> Void = { _ in },
        serving script: Script? = nil, named name: String? = nil
    ) async throws {
        let failure = ["alpha/\(name ?? bad.filename) \(kind)"]
        var alone = IndexTree()
        alone.add(bad, change)
        let first = try Scenario(alone, onlyAlpha)
        if let script { first.index.set(badPath, script) }
        let failed = try await first.sync()
        expect(failed, code, failures: failure)
        #expect(!first.published.isPublished)

        var beside = IndexTree(good)
        beside.add(bad, change)
        let second = try Scenario(beside, onlyAlpha)
        if let script { second.index.set(badPath, script) }
        let partial = try await second.sync()
        expect(partial, .partial, failures: failure)
        #expect(try second.published.files() == ["alpha": [good.filename]])
        #expect(partial.document["files"]["failed"].int == 1)
        try second.published.expectWhole()
        try second.published.expectPoolIsTrue()
    }

    @Test func otherBytesOfTheSameSizeAreRefused() async throws {
        var bytes = bad.bytes
        bytes[10_000] ^= 1
        try await expectFailure("hash_mismatch", .dataerr, serving: .file(bytes))
    }

    @Test func anotherSizeThanDeclaredIsRefused() async throws {
        try await expectFailure("size_mismatch", .dataerr, listing: { $0.size = 19_000 })
        try await expectFailure(
            "size_mismatch", .dataerr, serving: .file(bad.bytes + Array("more".utf8)))
    }

    @Test func aFileWithoutHashIsRefused() async throws {
        try await expectFailure("no_hash", .dataerr, listing: { $0.sha256 = nil })
    }

    @Test func aFileThatIsNotThereFails() async throws {
        try await expectFailure("http", .unavailable, serving: .failure(404))
        try await expectFailure("auth", .noperm, serving: .failure(403))
    }

    @Test func aHashThatIsNotRetriedIsAskedForOnce() async throws {
        let scenario = try Scenario(IndexTree(bad), onlyAlpha)
        try scenario.writeJob(select: onlyAlpha, retries: 3)
        scenario.index.set(badPath, .file(good.bytes))
        _ = try await scenario.sync()
        #expect(scenario.index.requests(for: badPath).count == 1)
    }

    @Test func withoutHashItIsTakenWhereTheJobSaysSo() async throws {
        var tree = IndexTree()
        tree.add(bad) { $0.sha256 = nil }
        let scenario = try Scenario(tree, onlyAlpha)
        try scenario.writeJob(index: "allow-unhashed = true", select: onlyAlpha)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        #expect(try scenario.published.bytes("alpha", bad.filename) == bad.bytes)
    }

    @Test func weakHashesAloneAreRefusedButCheckedWhereAllowed() async throws {
        var tree = IndexTree()
        tree.add(bad) { $0.sha256 = nil }
        let md5 = String(repeating: "0", count: 32)
        let page = tree.page("alpha", .json).replacing(
            "\"hashes\":{}", with: "\"hashes\":{\"md5\":\"\(md5)\"}")
        let scenario = try Scenario(tree, onlyAlpha)
        scenario.index.set("/simple/alpha/", .json(page))
        expect(try await scenario.sync(), .dataerr, failures: ["alpha/\(bad.filename) no_hash"])
        try scenario.writeJob(index: "allow-unhashed = true", select: onlyAlpha)
        let checked = try await scenario.sync()
        expect(checked, .dataerr, failures: ["alpha/\(bad.filename) hash_mismatch"])
    }

    @Test(arguments: [
        "../evil-1.0-py3-none-any.whl", "x/evil-1.0-py3-none-any.whl", "..", "/etc/evil-1.0.tar.gz",
        "evil-1.0\u{0}-py3-none-any.whl", "alpha-1.0\u{1b}[31m-py3-none-any.whl",
        "alpha-1.0\n-py3-none-any.whl",
        "alpha-1.0-" + String(repeating: "a", count: 300) + "-none-any.whl",
    ])
    func namesThatAreNoFileNamesNeverReachTheDisk(name: String) async throws {
        var tree = IndexTree(good)
        tree.add(bad) { $0.shownName = name }
        let scenario = try Scenario(tree, onlyAlpha)
        let run = try await scenario.sync()
        expect(run, .partial)
        #expect(
            run.document["failures"].array.map { $0["kind"].string } == ["unsafe_name"], "\(run)")
        #expect(try scenario.published.files() == ["alpha": [good.filename]])
        #expect(scenario.index.requests(for: badPath).isEmpty)
        let strangers = FileTree.files(under: scenario.directory.path).filter {
            $0.contains("evil")
        }
        #expect(strangers == [])
    }

    @Test(arguments: [
        "..%2F..%2Fevil-1.0-py3-none-any.whl", "%2e%2e%2fevil-1.0.tar.gz", "a%00b-1.0.zip",
    ])
    func encodedNamesAreDecodedBeforeTheyAreJudged(path: String) async throws {
        var tree = IndexTree(good)
        tree.add(bad) {
            $0.url = "../../files/alpha/\(path)"
            $0.shownName = "link"
        }
        let scenario = try Scenario(tree, onlyAlpha, form: .html)
        let run = try await scenario.sync()
        expect(run, .partial)
        #expect(
            run.document["failures"].array.map { $0["kind"].string } == ["unsafe_name"], "\(run)")
        #expect(FileTree.files(under: scenario.directory.path).filter { $0.contains("evil") } == [])
    }

    @Test func twoHashesUnderOneNameAreAmbiguous() async throws {
        var tree = IndexTree(good)
        tree.add(bad)
        tree.add(bad) { $0.sha256 = String(repeating: "1", count: 64) }
        let scenario = try Scenario(tree, onlyAlpha)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha/\(bad.filename) ambiguous"])
        #expect(try scenario.published.files() == ["alpha": [good.filename]])
    }

    @Test func aCutDownloadIsResumed() async throws {
        let scenario = try Scenario(IndexTree(bad), onlyAlpha)
        try scenario.writeJob(select: onlyAlpha, retries: 2)
        let whole = Script.file(bad.bytes)
        scenario.index.set(badPath, [whole.behaving(.truncate(after: 12_000)), whole])
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["retries"].int == 1)
        let requests = scenario.index.requests(for: badPath)
        #expect(requests.map { $0["range"] } == [nil, "bytes=12000-"])
        #expect(requests.last?["if-range"] == whole.etag)
        try scenario.published.expectWhole()
    }

    @Test func aCutDownloadIsResumedByTheNextRun() async throws {
        let scenario = try Scenario(IndexTree(bad), onlyAlpha)
        let whole = Script.file(bad.bytes)
        scenario.index.set(badPath, whole.behaving(.truncate(after: 12_000)))
        expect(
            try await scenario.sync(), .unavailable, failures: ["alpha/\(bad.filename) truncated"])
        scenario.index.set(badPath, whole)
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .ok)
        #expect(scenario.index.requests(for: badPath).map { $0["range"] } == ["bytes=12000-"])
        #expect(run.document["bytes_downloaded"].int ?? .max < bad.bytes.count)
        try scenario.published.expectWhole()
    }
}
