import SimpleIndex
import Testing

@testable import Selection

struct YankedFileTests {
    private let files = ["demo-1.0-py3-none-any.whl", "~demo-2.0-py3-none-any.whl"]

    @Test func areTakenWherePinned() throws {
        var scene = try Scene(files)
        try scene.require("demo==2.0")
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
    }

    @Test(arguments: ["demo", "demo>=2", "demo==2.*", "demo~=2.0", "demo>=2.0,<=2.0"])
    func areNotTakenForAnythingLooserThanAPin(requirement: String) throws {
        var scene = try Scene(files)
        try scene.require(requirement)
        #expect(!scene.kept.contains("demo-2.0-py3-none-any.whl"))
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .yanked)
    }

    @Test func doNotCountAmongTheLatest() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
    }

    @Test func areNeverTakenWhereRefused() throws {
        var scene = try Scene(files)
        try scene.require("demo==2.0")
        scene.rules.yanked = .never
        #expect(scene.kept.isEmpty)
    }

    @Test func countLikeOthersWhereKept() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        scene.rules.yanked = .keep
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
    }

    @Test func giveWayToTheOtherWheelsOfTheirRelease() throws {
        var scene = try Scene([
            "~demo-1.0-cp312-cp312-linux_x86_64.whl", "demo-1.0-py3-none-any.whl",
        ])
        try scene.require("demo==1.0")
        try scene.target("ci", "3.12", "linux_x86_64")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
    }

    @Test func tellTheirReason() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        scene.change("2.0") { $0.yanked = .yes(reason: "breaks on start") }
        #expect(scene.decision.files.last?.detail == "it was yanked: breaks on start")
    }
}
