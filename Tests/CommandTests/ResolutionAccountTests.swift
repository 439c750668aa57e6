import TestSupport
import Testing

/// What a run says of files that it cannot or may not yet have, with dependencies as without.
@Suite struct ResolutionAccountTests {
    private static let target =
        "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n"

    private func sync(
        _ tree: IndexTree, _ select: String, dependencies: Bool
    ) async throws -> CommandRun {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: select + "\nversions = \"latest\"", dependencies: dependencies,
            rest: Self.target)
        return try await scenario.sync()
    }

    @Test(arguments: [true, false])
    func anAmbiguousFileIsToldAsOne(dependencies: Bool) async throws {
        let alpha = WheelMaker("alpha").wheel()
        var tree = IndexTree(WheelMaker("omega", requires: ["alpha"]).wheel())
        tree.add(alpha)
        tree.add(alpha) { $0.sha256 = String(repeating: "0", count: 64) }
        let wanted = dependencies ? "omega" : "alpha"
        let run = try await sync(tree, "requirements = [\"\(wanted)\"]", dependencies: dependencies)
        expect(run, .dataerr)
        #expect(run.failures.contains("alpha/\(alpha.filename) ambiguous"), "\(run)")
    }

    @Test(arguments: [true, false])
    func heldFilesAreCounted(dependencies: Bool) async throws {
        var tree = IndexTree()
        tree.add(WheelMaker("alpha", "1.0").wheel()) { $0.uploadTime = "2020-01-01T00:00:00Z" }
        for tag in ["py3-none-any", "cp312-cp312-manylinux_2_17_x86_64"] {
            tree.add(WheelMaker("alpha", "2.0").wheel(tag)) {
                $0.uploadTime = "2099-01-01T00:00:00Z"
            }
        }
        let run = try await sync(
            tree, "requirements = [\"alpha\"]\nminimum-age = \"7d\"", dependencies: dependencies)
        expect(run, .ok, failures: [])
        #expect(run.document["files"]["held"].int == 2, "\(run)")
    }

    @Test(arguments: [
        ("alpha>=5", "the newest release is 2.0"), ("beta", "Requires-Python >=3.13"),
        ("gamma", "fits none of the targets"),
    ])
    func aRequirementThatNothingFitsIsToldWithTheReason(
        requirement: String, reason: String
    ) async throws {
        let tree = IndexTree(
            WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "2.0").wheel(),
            WheelMaker("beta", requiresPython: ">=3.13").wheel(),
            WheelMaker("gamma").wheel("cp312-cp312-win_amd64"))
        let run = try await sync(tree, "requirements = [\"\(requirement)\"]", dependencies: false)
        let name = String(requirement.prefix { $0.isLetter })
        expect(run, .dataerr, failures: ["\(name) no_match"])
        #expect(run.document["message"].string?.contains(reason) == true, "\(run)")
    }

    /// An index may claim any hash for any file: what it says of its needs is believed of it alone.
    @Test func whatOneIndexSaysOfAFileIsNotBelievedOfAnothers() async throws {
        let real = WheelMaker("alpha", requires: ["beta"]).wheel()
        let fake = WheelMaker("alpha").wheel()
        let liar = try LoopbackIndex()
        var lies = IndexTree()
        lies.add(fake) {
            $0.sha256 = real.sha256
            $0.size = nil
        }
        lies.serve(on: liar)
        let scenario = try Scenario(IndexTree(real, WheelMaker("beta").wheel()))
        try scenario.writeJob(
            url: liar.url("/simple/"), select: "requirements = [\"alpha\"]", dependencies: true)
        let first = try await scenario.sync()
        expect(first, .dataerr, failures: ["alpha/\(real.filename) hash_mismatch"])
        try scenario.writeJob(select: "requirements = [\"alpha\"]", dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha", "beta"])
    }
}
