import SimpleIndex
import Testing

@testable import Selection

struct PrereleaseTests {
    private let files = [
        "demo-1.0-py3-none-any.whl", "demo-2.0rc1-py3-none-any.whl",
        "demo-2.0.dev1-py3-none-any.whl",
    ]

    @Test func areNotNeededWhereAFinalReleaseFits() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2.0rc1-py3-none-any.whl") == .prerelease)
    }

    @Test func areNeededWhereNothingElseFits() throws {
        var scene = try Scene(files)
        try scene.require("demo>1.5")
        #expect(scene.kept == ["demo-2.0rc1-py3-none-any.whl"])
    }

    @Test func areWantedWhereASpecifierNamesOne() throws {
        var scene = try Scene(files)
        try scene.require("demo>=1.0rc1")
        #expect(scene.kept == ["demo-2.0rc1-py3-none-any.whl"])
    }

    @Test func areNeededForATargetThatNoFinalReleaseServes() throws {
        var scene = try Scene([
            "demo-1.0-cp311-cp311-linux_x86_64.whl", "demo-2.0rc1-cp312-cp312-linux_x86_64.whl",
            "demo-2.0rc1-cp311-cp311-linux_x86_64.whl",
        ])
        try scene.require("demo")
        try scene.target("old", "3.11", "linux_x86_64")
        try scene.target("new", "3.12", "linux_x86_64")
        #expect(
            scene.kept == [
                "demo-1.0-cp311-cp311-linux_x86_64.whl",
                "demo-2.0rc1-cp312-cp312-linux_x86_64.whl",
            ])
    }

    @Test func doNotFillUpTheLatest() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        scene.rules.versions = .latest(3)
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
    }

    @Test func countLikeOthersWhereAllowed() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        scene.rules.prereleases = .allow
        #expect(scene.kept == ["demo-2.0rc1-py3-none-any.whl"])
    }

    @Test func areNeverTakenWhereRefused() throws {
        var scene = try Scene(files)
        try scene.require("demo==2.0rc1")
        scene.rules.prereleases = .never
        #expect(scene.kept.isEmpty)
        #expect(scene.rule("demo-2.0rc1-py3-none-any.whl") == .prereleasesNever)
        #expect(scene.decision.unmatched.count == 1)
    }

    @Test func ofAGlobFollowTheSameRule() throws {
        var scene = try Scene(files)
        try scene.glob("demo")
        scene.rules.versions = .all
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        scene.page.files.removeFirst()
        #expect(scene.kept.count == 2)
    }
}
