import SimpleIndex
import Testing

@testable import Selection

/// Wheels and source distributions for the targets of a job.
struct TargetChoiceTests {
    @Test func bestTakesOneWheelForEachTarget() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl",
            "demo-1.0-cp312-cp312-manylinux_2_28_x86_64.whl",
            "demo-1.0-cp312-cp312-musllinux_1_2_x86_64.whl",
            "demo-1.0-cp312-cp312-win_amd64.whl", "demo-1.0-py3-none-any.whl",
            "demo-1.0.tar.gz",
        ])
        try scene.require("demo")
        try scene.target("ci", "3.12", "linux-x86_64")
        try scene.target("pc", "3.12", "windows-amd64")
        #expect(
            scene.kept == [
                "demo-1.0-cp312-cp312-manylinux_2_28_x86_64.whl",
                "demo-1.0-cp312-cp312-win_amd64.whl",
            ])
        #expect(scene.rule("demo-1.0-py3-none-any.whl") == .notBest)
        #expect(scene.rule("demo-1.0-cp312-cp312-musllinux_1_2_x86_64.whl") == .noTarget)
        #expect(scene.rule("demo-1.0.tar.gz") == .sdistNotNeeded)
    }

    @Test func compatibleTakesEveryWheelThatFits() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "demo-1.0-py3-none-any.whl",
            "demo-1.0-cp311-cp311-manylinux_2_17_x86_64.whl",
        ])
        try scene.require("demo")
        try scene.target("ci", "3.12", "linux-x86_64")
        scene.rules.wheels = .compatible
        #expect(
            scene.kept == [
                "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "demo-1.0-py3-none-any.whl",
            ])
    }

    @Test func theHigherBuildTagBreaksATie() throws {
        var scene = try Scene([
            "demo-1.0-py3-none-any.whl", "demo-1.0-9-py3-none-any.whl",
            "demo-1.0-10-py3-none-any.whl",
        ])
        try scene.require("demo")
        try scene.target("ci", "3.12", "linux-x86_64")
        #expect(scene.kept == ["demo-1.0-10-py3-none-any.whl"])
    }

    @Test func withoutTargetsEveryWheelIsTaken() throws {
        var scene = try Scene([
            "demo-1.0-cp27-cp27m-win32.whl", "demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz",
        ])
        try scene.require("demo")
        scene.change("cp27") { $0.requiresPython = "<3" }
        #expect(scene.kept == ["demo-1.0-cp27-cp27m-win32.whl", "demo-1.0-py3-none-any.whl"])
    }

    @Test func fallbackIsJudgedForEachReleaseAndTarget() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-win_amd64.whl", "demo-1.0.tar.gz", "demo-2.0.tar.gz",
        ])
        try scene.require("demo")
        scene.rules.versions = .all
        #expect(scene.kept == ["demo-1.0-cp312-cp312-win_amd64.whl", "demo-2.0.tar.gz"])
        try scene.target("pc", "3.12", "windows-amd64")
        #expect(scene.kept == ["demo-1.0-cp312-cp312-win_amd64.whl", "demo-2.0.tar.gz"])
        try scene.target("ci", "3.12", "linux-x86_64")
        #expect(scene.kept.contains("demo-1.0.tar.gz"))
    }

    @Test func sdistsNeverMakesReleasesWithoutWheelsUnfit() throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl", "demo-2.0.tar.gz"])
        try scene.require("demo")
        scene.rules.sdists = .never
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2.0.tar.gz") == .sdistsNever)
    }

    @Test func sdistsAlwaysComeAlong() throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz", "demo-0.9.zip"])
        try scene.require("demo")
        scene.rules.sdists = .always
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"])
    }

    @Test func latestCountsReleasesThatFitTheTarget() throws {
        var scene = try Scene([
            "demo-1.0-cp311-cp311-linux_x86_64.whl", "demo-1.0-cp312-cp312-linux_x86_64.whl",
            "demo-2.0-cp312-cp312-linux_x86_64.whl",
        ])
        try scene.require("demo")
        try scene.target("old", "3.11", "linux_x86_64")
        try scene.target("new", "3.12", "linux_x86_64")
        #expect(
            scene.kept == [
                "demo-1.0-cp311-cp311-linux_x86_64.whl", "demo-2.0-cp312-cp312-linux_x86_64.whl",
            ])
    }

    @Test func requiresPythonSendsATargetToAnOlderRelease() throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl"])
        try scene.require("demo")
        try scene.target("old", "3.9", "linux-x86_64")
        scene.change("2.0") { $0.requiresPython = ">=3.10" }
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .requiresPython)
        try scene.target("new", "3.12", "linux-x86_64")
        #expect(scene.kept.count == 2)
    }

    @Test(arguments: ["", ">=3.6.*", "nonsense"])
    func requiresPythonThatSaysNothingUsableIsNoObstacle(text: String) throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl"])
        try scene.require("demo")
        try scene.target("ci", "3.12", "linux-x86_64")
        scene.change("1.0") { $0.requiresPython = text }
        #expect(scene.kept.count == 1)
    }

    @Test func aTargetLeftWithNothingIsAGap() throws {
        var scene = try Scene(["demo-1.0-cp312-cp312-win_amd64.whl"])
        try scene.require("demo")
        try scene.target("pc", "3.12", "windows-amd64")
        try scene.target("ci", "3.12", "linux-x86_64")
        #expect(scene.decision.unmatched.isEmpty)
        #expect(scene.decision.gaps.map(\.description) == ["demo has no file for target ci"])
    }

    @Test func aMarkerPicksAmongTheTargets() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-win_amd64.whl", "demo-1.0-cp312-cp312-linux_x86_64.whl",
        ])
        try scene.require("demo; sys_platform == 'win32'")
        #expect(scene.kept.count == 2)
        try scene.target("ci", "3.12", "linux_x86_64")
        #expect(scene.kept.isEmpty)
        #expect(scene.rule("demo-1.0-cp312-cp312-linux_x86_64.whl") == .marker)
        #expect(scene.decision.unmatched.isEmpty && scene.decision.gaps.isEmpty)
        try scene.target("pc", "3.12", "windows-amd64")
        #expect(scene.kept == ["demo-1.0-cp312-cp312-win_amd64.whl"])
        #expect(scene.decision.gaps.isEmpty)
    }

    @Test func aMarkerAboutAnExtraIsNeverMet() throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl"])
        try scene.require("demo; extra == 'test'")
        #expect(scene.kept.isEmpty)
        #expect(scene.decision.unmatched.isEmpty)
    }
}
