import TestSupport
import Testing

/// One key over all targets, and what `warm` says of those who will not look into its house.
@Suite struct WarmKeyOverAllTests {
    private let scene: WarmScene

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
    }

    private func lines(_ run: CommandRun) -> [String] {
        run.output.split(separator: "\n").map(String.init)
    }

    @Test func severalTargetsHaveOneKeyInFront() async throws {
        let one = try await scene.warm("uv.lock", "--key-only", "--one-key")
        let each = try await scene.warm("uv.lock", "--key-only")
        #expect(lines(one).count == 1 && lines(one)[0].hasPrefix("wh1-all-"), "\(one)")
        #expect(lines(each).map { $0.dropLast(20) } == ["wh1-ci312-", "wh1-desk-"])
        let run = try await scene.warm("uv.lock", "--out", "wheelhouse", "--json")
        expect(run, .ok)
        #expect(run.document["keys"].array.compactMap { $0["target"].string } == ["ci312", "desk"])
        let file = try scene.directory.text("wheelhouse/CACHE_KEY")
        #expect(file.split(separator: "\n").map(String.init) == lines(one) + lines(each))
        let json = try await scene.warm("uv.lock", "--key-only", "--one-key", "--json")
        #expect(json.document["keys"].array.compactMap { $0["key"].string } == lines(one))
    }

    @Test func oneTargetsKeyIsTheOneOverAll() async throws {
        let arguments = ["uv.lock", "--for", "ci312"]
        let one = try await scene.scenario.run(
            ["warm", "--key-only", "--one-key"] + arguments, environment: scene.settings)
        let each = try await scene.scenario.run(
            ["warm", "--key-only"] + arguments, environment: scene.settings)
        #expect(lines(one).count == 1 && one.output == each.output, "\(one)")
        expect(
            try await scene.scenario.run(
                ["warm", "--out", "wheelhouse"] + arguments, environment: scene.settings), .ok)
        #expect(try scene.directory.text("wheelhouse/CACHE_KEY") == one.output)
    }

    @Test func theKeyOverAllChangesWithAnyTargetsFilesAndNotWithTheirOrder() async throws {
        let one = try await scene.warm("uv.lock", "--key-only", "--one-key")
        let turned = try await scene.warm(
            "uv.lock", "--key-only", "--one-key", "--for", "desk", "--for", "ci312")
        #expect(one.output == turned.output)
        let more = try await scene.warm(
            "uv.lock", "--key-only", "--one-key", "--for", "ci312", "--for", "cp311-windows-amd64")
        #expect(lines(more).count == 1 && more.output != one.output)
    }

    @Test(arguments: [["--out", "wheelhouse"], ["--check", "wheelhouse"]])
    func oneKeyNeedsKeyOnly(purpose: [String]) async throws {
        let run = try await scene.scenario.run(
            ["warm", "uv.lock", "--one-key"] + purpose, environment: scene.settings)
        expect(run, .usage)
        #expect(run.errors.contains("--key-only"), "\(run)")
    }

    @Test func itSaysThatUVSyncDoesNotLookHere() async throws {
        func hints(_ arguments: String...) async throws -> [String] {
            let run = try await scene.scenario.run(
                ["warm", "--json"] + arguments, environment: scene.settings)
            expect(run, .ok)
            #expect(run.errors.isEmpty)
            return run.document["hints"].array.compactMap(\.string)
        }
        let flat = try await hints("uv.lock", "--out", "wheelhouse")
        #expect(flat.count == 1 && flat[0].contains("uv sync --frozen"), "\(flat)")
        #expect(try await hints("uv.lock", "--out", "tree", "--layout", "index") == [])
        #expect(try await hints("uv.lock", "--key-only") == [])
        let silent = try await scene.warm("uv.lock", "--out", "wheelhouse")
        expect(silent, .ok)
        #expect(silent.errors.isEmpty && silent.output.isEmpty)
    }
}
