import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

struct ProjectReleasesTests {
    private func all(_ scene: Scene) -> [ProjectReleases] {
        ProjectReleases.all(on: scene.page, of: scene.project, scene.rules, now: scene.now)
    }

    private func eligible(_ releases: ProjectReleases) -> [String] {
        releases.eligible.map { "\($0.version)" + ($0.isYanked ? " yanked" : "") }
    }

    private func refused(_ releases: ProjectReleases) -> [String] {
        releases.refused.map { "\($0.version): \($0.reason)" }
    }

    @Test func eachTargetHasItsOwn() throws {
        var scene = try Scene([
            "demo-1.0-py3-none-any.whl", "demo-3.0-cp312-cp312-win_amd64.whl",
            "demo-2.0-cp312-cp312-manylinux_2_17_x86_64.whl",
        ])
        try scene.target("pc", "3.12", "windows-amd64")
        try scene.target("ci", "3.12", "linux-x86_64")
        let releases = all(scene)
        #expect(releases.map(eligible) == [["3.0", "1.0"], ["2.0", "1.0"]])
        #expect(refused(releases[1]) == ["3.0: the wheel does not fit target ci"])
        #expect(
            releases[0].eligible.map(\.sources) == [
                ["demo-3.0-cp312-cp312-win_amd64.whl"], ["demo-1.0-py3-none-any.whl"],
            ])
    }

    @Test func withoutTargetsThereIsOneAnswer() throws {
        var scene = try Scene(["demo-1.0-cp27-none-win32.whl", "demo-1.0.tar.gz"])
        scene.rules.sdists = .always
        #expect(all(scene).map(eligible) == [["1.0"]])
        #expect(all(scene)[0].eligible[0].sources == ["demo-1.0-cp27-none-win32.whl"])
    }

    @Test func theFileThatATargetTakesTellsItsDependencies() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-win_amd64.whl", "demo-1.0-cp312-abi3-manylinux_2_17_x86_64.whl",
            "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "demo-1.0.tar.gz",
        ])
        scene.rules.wheels = .compatible
        for name in ["windows-amd64", "linux-x86_64", "macos-arm64"] {
            try scene.target(name, "3.12", name)
        }
        #expect(
            all(scene).map { $0.eligible[0].sources } == [
                ["demo-1.0-cp312-cp312-win_amd64.whl"],
                ["demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"], ["demo-1.0.tar.gz"],
            ])
    }

    @Test func targetsWhoseWheelsHaveTheSameMetadataAskForOne() throws {
        var scene = try Scene([
            "demo-1.0-cp312-cp312-win_amd64.whl",
            "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl",
            "demo-1.0-cp312-cp312-macosx_11_0_arm64.whl",
        ])
        for name in ["windows-amd64", "linux-x86_64", "macos-arm64"] {
            try scene.target(name, "3.12", name)
        }
        for platform in ["win", "manylinux"] {
            scene.change("demo-1.0-cp312-cp312-\(platform)") {
                $0.coreMetadata = .present(["sha256": "ab"])
            }
        }
        let windows = "demo-1.0-cp312-cp312-win_amd64.whl"
        #expect(
            all(scene).map { $0.eligible[0].sources } == [
                [windows], [windows], ["demo-1.0-cp312-cp312-macosx_11_0_arm64.whl"],
            ])
    }

    @Test func withoutATargetWheelsOfTheSameMetadataAreOne() throws {
        var scene = try Scene([
            "demo-1.0-cp311-none-any.whl", "demo-1.0-cp312-none-any.whl",
            "demo-1.0-cp313-none-any.whl", "demo-1.0-cp314-none-any.whl",
        ])
        for name in ["demo-1.0-cp311", "demo-1.0-cp313"] {
            scene.change(name) { $0.coreMetadata = .present(["sha256": "ab"]) }
        }
        #expect(
            all(scene)[0].eligible[0].sources.map { $0.split(separator: "-")[2] } == [
                "cp311", "cp312", "cp314",
            ])
    }

    @Test func yankedReleasesAreMarkedWhereTheyMayBePinned() throws {
        var scene = try Scene([
            "~demo-3.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl",
            "~demo-2.0-py2.py3-none-any.whl",
        ])
        #expect(all(scene).map(eligible) == [["3.0 yanked", "2.0"]])
        #expect(all(scene)[0].eligible[1].sources == ["demo-2.0-py3-none-any.whl"])
        scene.rules.yanked = .keep
        #expect(all(scene).map(eligible) == [["3.0", "2.0"]])
        scene.rules.yanked = .never
        #expect(all(scene).map(eligible) == [["2.0"]])
        #expect(refused(all(scene)[0]) == ["3.0: it was yanked"])
    }

    @Test func everyOtherRuleOfTheJobCounts() throws {
        var scene = try Scene([
            "demo-5.0-py3-none-any.whl", "demo-4.0rc1-py3-none-any.whl",
            "demo-3.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl", "demo-1.0.tar.gz",
            "demo-0.5-py3-none-any.whl", "demo-nonsense.tar.gz", "demo-0.1-py2.7.egg",
        ])
        try scene.target("ci", "3.12", "linux-x86_64")
        try scene.exclude("demo==5.0")
        scene.rules.prereleases = .never
        scene.rules.maxFileSize = ByteCount(100)
        scene.change("demo-3.0") { $0.size = 101 }
        scene.change("demo-2.0") { $0.requiresPython = ">=3.13" }
        scene.rules.sdists = .never
        let releases = all(scene)[0]
        #expect(eligible(releases) == ["3.0", "0.5"])
        #expect(
            refused(releases) == [
                "5.0: exclude names demo==5.0", "4.0rc1: prereleases = \"never\"",
                "2.0: Requires-Python >=3.13 rules out the targets", "1.0: sdists = \"never\"",
                "0.1: only wheels and source distributions are taken",
            ])
    }

    @Test func youngFilesAreHeld() throws {
        var scene = try Scene(["demo-2.0-py3-none-any.whl", "demo-1.0-py3-none-any.whl"])
        scene.rules.minimumAge = .seconds(7 * 86_400)
        try scene.uploaded("2.0", "2026-05-30T00:00:00Z")
        try scene.uploaded("1.0", "2026-05-01T00:00:00Z")
        #expect(eligible(all(scene)[0]) == ["1.0"])
        #expect(refused(all(scene)[0])[0].contains("comes of age at 2026-06-06T00:00:00Z"))
    }

    @Test func excludedAndQuarantinedProjectsAreAbsent() throws {
        var scene = try Scene(["demo-1.0-py3-none-any.whl"])
        scene.page.status = .quarantined
        #expect(all(scene).map(\.absence) == [.quarantined])
        try scene.exclude("demo")
        #expect(all(scene).map(\.absence) == [.excluded])
    }
}
