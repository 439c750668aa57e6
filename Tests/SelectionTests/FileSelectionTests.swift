import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// How many releases, of which versions, and what a project without any means.
struct FileSelectionTests {
    private let releases = [
        "demo-1.0.tar.gz", "demo-1.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl",
        "demo-10.0-py3-none-any.whl", "demo-2.1-py3-none-any.whl",
    ]

    @Test func latestTakesTheNewestReleaseByVersion() throws {
        var scene = try Scene(releases)
        try scene.require("demo")
        #expect(scene.kept == ["demo-10.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2.1-py3-none-any.whl") == .notLatest)
    }

    @Test func latestCountsWithinTheSpecifier() throws {
        var scene = try Scene(releases)
        try scene.require("demo<10")
        scene.rules.versions = .latest(2)
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl", "demo-2.1-py3-none-any.whl"])
        #expect(scene.rule("demo-10.0-py3-none-any.whl") == .specifier)
    }

    @Test func allTakesEveryReleaseThatFits() throws {
        var scene = try Scene(releases)
        try scene.require("demo>=2")
        scene.rules.versions = .all
        #expect(scene.kept.count == 3)
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .keptAll)
    }

    @Test func everyRequirementIsServedByItself() throws {
        var scene = try Scene(releases)
        try scene.require("demo<2", "demo>=2,<3")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl", "demo-2.1-py3-none-any.whl"])
    }

    @Test func spellingsOfOneVersionAreOneRelease() throws {
        var scene = try Scene([
            "demo-1.0-py3-none-any.whl", "demo-1.0.0-py2-none-any.whl",
            "demo-0.9-py3-none-any.whl",
        ])
        try scene.require("demo")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl", "demo-1.0.0-py2-none-any.whl"])
    }

    @Test func aRequirementLeftWithNothingIsUnmatched() throws {
        var scene = try Scene(releases)
        try scene.require("demo>=11", "demo<2")
        #expect(scene.decision.unmatched.map(\.description) == ["demo>=11"])
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(!scene.decision.isLeftOut)
    }

    @Test func aProjectOfAGlobAloneIsLeftOut() throws {
        var scene = try Scene(["demo-1.0.exe"])
        try scene.glob("dem*")
        #expect(scene.decision.isLeftOut)
        #expect(scene.decision.unmatched.isEmpty)
        try scene.require("demo")
        #expect(!scene.decision.isLeftOut)
        #expect(scene.decision.unmatched.count == 1)
    }

    @Test func aGlobTakesTheProjectWhole() throws {
        var scene = try Scene(releases)
        try scene.glob("*")
        #expect(scene.kept == ["demo-10.0-py3-none-any.whl"])
        scene.rules.versions = .all
        #expect(scene.kept.count == 4)
    }

    @Test func aProjectNobodyAsksForIsNotWanted() throws {
        var scene = try Scene(releases)
        try scene.require("other")
        #expect(scene.kept.isEmpty)
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .notWanted)
        #expect(!scene.decision.isLeftOut && scene.decision.unmatched.isEmpty)
    }

    @Test func versionsThatDoNotParseComeWithGlobsAlone() throws {
        let odd = ["demo-2004d-py3-none-any.whl", "demo-2005k.tar.gz", "demo-1.0-py3-none-any.whl"]
        var scene = try Scene(odd)
        try scene.require("demo")
        scene.rules.versions = .all
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2005k.tar.gz") == .invalidVersion)
        try scene.glob("demo")
        #expect(scene.kept == odd.sorted())
        scene.rules.versions = .latest(1)
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
    }

    @Test func aWheelOfNoVersionStillHasToFitTheTarget() throws {
        var scene = try Scene([
            "demo-2004d-cp312-cp312-win_amd64.whl", "demo-2004d-cp312-cp312-linux_x86_64.whl",
        ])
        try scene.glob("demo")
        try scene.target("pc", "3.12", "windows-amd64")
        #expect(scene.kept == ["demo-2004d-cp312-cp312-win_amd64.whl"])
    }

    @Test func deadKindsAndStrangersAreNeverTaken() throws {
        var scene = try Scene([
            "demo-1.0-py2.7.egg", "demo-1.0.win32.exe", "demo-1.0-1.noarch.rpm",
            "demo-1.0.linux-x86_64.tar.gz", "index.html", "other-1.0-py3-none-any.whl",
            "demo-1.0-py3-none.whl",
        ])
        try scene.glob("*")
        scene.rules.versions = .all
        #expect(scene.kept.isEmpty)
        #expect(scene.rule("demo-1.0-py2.7.egg") == .unsupportedKind)
        #expect(scene.rule("demo-1.0.win32.exe") == .unsupportedKind)
        #expect(scene.rule("demo-1.0-1.noarch.rpm") == .unsupportedKind)
        #expect(scene.rule("demo-1.0.linux-x86_64.tar.gz") == .unsupportedKind)
        #expect(scene.rule("index.html") == .notADistribution)
        #expect(scene.rule("other-1.0-py3-none-any.whl") == .otherProject)
        #expect(scene.rule("demo-1.0-py3-none.whl") == .notADistribution)
    }

    @Test func aQuarantineKeepsNothingAndIsNoFailure() throws {
        var scene = try Scene(releases)
        try scene.require("demo")
        scene.page.status = .quarantined
        #expect(scene.kept.isEmpty)
        #expect(scene.rule("demo-1.0.tar.gz") == .statusQuarantined)
        #expect(scene.decision.unmatched.isEmpty && !scene.decision.isLeftOut)
    }

    @Test func otherStatusesOfferTheirFiles() throws {
        for status in [ProjectStatus.active, .archived, .deprecated] {
            var scene = try Scene(releases)
            try scene.require("demo")
            scene.page.status = status
            #expect(scene.kept == ["demo-10.0-py3-none-any.whl"])
        }
    }

    @Test func givesVersionsInNormalForm() throws {
        var scene = try Scene(["demo-1.0RC1-py3-none-any.whl", "demo-2004d.tar.gz", "x.txt"])
        try scene.glob("*")
        #expect(scene.decision.files.map(\.version) == ["1.0rc1", "2004d", nil])
    }
}
