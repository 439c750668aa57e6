import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// Files chosen for what a resolution settled on.
struct ReleasePinTests {
    private func pin(_ version: String, _ target: String?, isYanked: Bool = false) throws
        -> ReleasePin
    {
        let release = ReleaseID(ProjectName(spelled: "demo"), try #require(Version(version)))
        return ReleasePin(release, target: target, isYanked: isYanked, reason: "a -> a 1.0 -> demo")
    }

    private func decision(_ scene: Scene, _ pins: ReleasePin...) -> ProjectDecision {
        FileSelection(scene.rules, pins: pins)
            .decide(scene.page, project: scene.project, now: scene.now)
    }

    private func kept(_ decision: ProjectDecision) -> [String] {
        decision.keptIndexes.map { decision.files[$0].filename }
    }

    @Test func onlyThePinnedReleaseIsKeptForItsTarget() throws {
        var scene = try Scene([
            "demo-2.0-py3-none-any.whl", "demo-1.0-cp312-cp312-win_amd64.whl",
            "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl",
        ])
        try scene.target("pc", "3.12", "windows-amd64")
        try scene.target("ci", "3.12", "linux-x86_64")
        let one = decision(scene, try pin("1.0", "ci"))
        #expect(kept(one) == ["demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"])
        #expect(
            one.files.map { "\($0.rule.rawValue): \($0.detail)" } == [
                "not-resolved: the requirements were resolved to another release",
                "no-target: the wheel fits none of the targets",
                "kept-resolved: a -> a 1.0 -> demo wants it for target ci",
            ])
        let both = decision(scene, try pin("1.0", "ci"), try pin("2.0", "pc"))
        #expect(kept(both).count == 2)
        #expect(!both.isLeftOut && both.unmatched.isEmpty && both.gaps.isEmpty)
    }

    @Test func aPrereleaseIsKeptWhereItWasResolved() throws {
        let scene = try Scene(["demo-2.0rc1-py3-none-any.whl", "demo-1.0-py3-none-any.whl"])
        #expect(kept(decision(scene, try pin("2.0rc1", nil))) == ["demo-2.0rc1-py3-none-any.whl"])
    }

    @Test func aYankedReleaseIsKeptWhereItWasPinned() throws {
        let scene = try Scene(["~demo-2.0-py3-none-any.whl", "demo-1.0-py3-none-any.whl"])
        #expect(kept(decision(scene, try pin("2.0", nil))).isEmpty)
        #expect(
            kept(decision(scene, try pin("2.0", nil, isYanked: true)))
                == ["demo-2.0-py3-none-any.whl"])
    }

    /// What has changed about a pin is decided about anew.
    @Test func whateverDecidesAboutFilesIsInTheFingerprint() throws {
        let release = ReleaseID(ProjectName(spelled: "demo"), try #require(Version("1.0")))
        let listing = FileListing(files: [ListedFile(filename: "demo-1.0-py3-none-any.whl")])
        let pins = [
            try pin("1.0", nil), try pin("2.0", nil), try pin("1.0", "ci"),
            try pin("1.0", nil, isYanked: true),
            ReleasePin(release, target: nil, reason: "", listing: listing),
            ReleasePin(release, target: nil, reason: "", listing: FileListing()),
        ]
        // A lock that lists no file rules none out.
        #expect(Set(pins.map(\.fingerprint)).count == 5)
        #expect(pins[0].fingerprint == pins[5].fingerprint)
        #expect(
            ReleasePin(release, target: nil, reason: "one").fingerprint
                == ReleasePin(release, target: nil, reason: "another").fingerprint)
    }

    @Test func severalPinsKeepSeveralReleases() throws {
        let scene = try Scene([
            "demo-2.0-py3-none-any.whl", "demo-1.0-py3-none-any.whl", "demo-1.5-py3-none-any.whl",
        ])
        #expect(
            kept(decision(scene, try pin("1.0", nil), try pin("2.0", nil)))
                == ["demo-2.0-py3-none-any.whl", "demo-1.0-py3-none-any.whl"])
    }
}
