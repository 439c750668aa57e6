import TestSupport
import Testing

/// The metadata beside each file (PEP 658): made from the wheel, whatever the index offers.
@Suite struct SidecarTests {
    private let wheel = WheelMaker("alpha", requires: ["beta>=1"]).wheel()

    private func scenario(
        _ tree: IndexTree, form: IndexTree.Form = .json
    ) throws -> Scenario {
        try Scenario(tree, #"requirements = ["alpha"]"#, form: form)
    }

    private func sidecars(_ scenario: Scenario) throws -> [[UInt8]] {
        let files = scenario.directory["mirror/public/files"]
        return try FileTree.files(under: files).filter { $0.hasSuffix(".metadata") }.map { file in
            try FileTree.bytes("\(files)/\(file)")
        }
    }

    private func asked(_ scenario: Scenario) -> [String] {
        scenario.index.requests.map(\.target).filter { $0.hasSuffix(".metadata") }
    }

    @Test(arguments: [IndexTree.Form.html, .json])
    func aPlainIndexGivesAMirrorThatOffersIt(form: IndexTree.Form) async throws {
        var tree = IndexTree()
        tree.add(wheel) { $0.offersMetadata = false }
        let scenario = try scenario(tree, form: form)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings == [])
        #expect(try sidecars(scenario) == [wheel.metadata])
        let pages = try scenario.published.pages("alpha")
        let digest = wheel.metadataSHA256
        #expect(pages.html.contains("data-core-metadata=\"sha256=\(digest)\""), "\(pages)")
        #expect(pages.json.contains(digest), "\(pages)")
        try scenario.published.expectWhole()
    }

    @Test func whatTheIndexOffersIsNotAskedFor() async throws {
        let scenario = try scenario(IndexTree(wheel))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(asked(scenario) == [])
        #expect(try sidecars(scenario) == [wheel.metadata])
    }

    @Test func theWheelCountsWhereTheIndexSaysOtherwise() async throws {
        var other = wheel
        other.metadata += Array("Summary: somebody else's\n".utf8)
        let scenario = try scenario(IndexTree(other))
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains(wheel.filename) }, "\(run)")
        #expect(try sidecars(scenario) == [wheel.metadata])
    }

    @Test func metadataOfAnotherReleaseIsNotPublished() async throws {
        var foreign = WheelMaker("alpha", "2.0").wheel()
        foreign.filename = "alpha-1.0-py3-none-any.whl"
        var tree = IndexTree()
        tree.add(foreign) { $0.offersMetadata = false }
        let scenario = try scenario(tree)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("alpha 2.0") }, "\(run)")
        #expect(try sidecars(scenario) == [])
    }

    /// An archive that cannot be read is still the file that the index vouches for.
    @Test func theIndexsIsTakenWhereTheWheelCannotBeRead() async throws {
        var broken = wheel
        broken.bytes = Array("no archive at all".utf8)
        let scenario = try scenario(IndexTree(broken))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(asked(scenario) == ["/files/alpha/\(wheel.filename).metadata"])
        #expect(try sidecars(scenario) == [wheel.metadata])
    }
}
