import TestSupport
import Testing

/// Damage in the mirror: found, told, mended.
@Suite struct VerifyTests {
    private static let tree = IndexTree(
        WheelMaker("alpha", "1.0", payloadSize: 5_000).wheel(), WheelMaker("beta").wheel())
    private let scenario: Scenario

    init() async throws {
        scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
    }

    private func object(of project: String) throws -> String {
        let pool = "mirror/public/files"
        let name = try #require(
            FileTree.files(under: scenario.directory[pool]).first {
                $0.contains("/\(project)-1.0") && $0.hasSuffix(".whl")
            })
        return "\(pool)/\(name)"
    }

    private func verify(_ arguments: String...) async throws -> CommandRun {
        try await scenario.run(["verify", scenario.mirror, "--json"] + arguments)
    }

    @Test func aHealthyMirrorIsCountedAndLeftAlone() async throws {
        let before = TreeSnapshot(of: scenario.directory["mirror/public"])
        let run = try await verify()
        expect(run, .ok)
        let keys: Set = [
            "checked_files", "checked_bytes", "damaged", "missing", "unreferenced", "repaired",
        ]
        #expect(run.document.keys.isSuperset(of: keys), "\(run)")
        #expect(run.document["damaged"].array == [])
        #expect(run.document["checked_files"].int ?? 0 >= 2)
        let after = TreeSnapshot(of: scenario.directory["mirror/public"])
        #expect(after.differences(from: before) == [])
    }

    @Test func aFlippedBitIsFoundAndRepaired() async throws {
        let path = try object(of: "alpha")
        var bytes = try scenario.directory.bytes(path)
        bytes[3_000] ^= 1
        try scenario.directory.write(bytes, to: path)
        let found = try await verify()
        expect(found, .dataerr)
        #expect(found.document["damaged"].array.count == 1, "\(found)")
        #expect("\(found.document["damaged"])".contains("alpha-1.0"))
        let repaired = try await verify("--repair", scenario.job)
        expect(repaired, .ok)
        #expect(repaired.document["repaired"].array.count == 1, "\(repaired)")
        expect(try await verify(), .ok)
        try scenario.published.expectWhole()
    }

    @Test func aMissingFileIsFoundAndRepaired() async throws {
        try FileTree.remove(scenario.directory[try object(of: "beta")])
        let found = try await verify()
        expect(found, .dataerr)
        #expect("\(found.document["missing"])".contains("beta-1.0"), "\(found)")
        expect(try await verify("--repair", scenario.job), .ok)
        try scenario.published.expectWhole()
    }

    @Test func whatCannotBeRepairedIsSaid() async throws {
        try FileTree.remove(scenario.directory[try object(of: "beta")])
        scenario.index.set("/files/beta/beta-1.0-py3-none-any.whl", .failure(404))
        expect(try await verify("--repair", scenario.job), .dataerr)
    }

    @Test func aStrangerInThePoolIsToldAndKept() async throws {
        try scenario.directory.write("stranger", to: "mirror/public/files/zz/readme.txt")
        let run = try await verify()
        #expect("\(run.document["unreferenced"])".contains("readme.txt"), "\(run)")
        #expect(scenario.directory.exists("mirror/public/files/zz/readme.txt"))
    }

    @Test func theCatalogIsRebuiltFromPoolAndPages() async throws {
        for file in FileTree.files(under: scenario.mirror) where file.hasPrefix("state.sqlite") {
            try FileTree.remove("\(scenario.mirror)/\(file)")
        }
        let run = try await scenario.run("rebuild", scenario.mirror, "--json")
        expect(run, .ok)
        #expect(run.document["projects"].int == 2)
        #expect(run.document["files"].int == 2)
        #expect(run.document.keys.contains("unreadable"))
        scenario.index.forgetRequests()
        let sync = try await scenario.sync()
        expect(sync, .ok, failures: [])
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
        try scenario.published.expectWhole()
    }
}
