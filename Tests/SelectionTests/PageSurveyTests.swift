import Primitives
import SimpleIndex
import Testing

@testable import Selection

/// What no requirement can select: exclusions, sizes, names that stand twice.
struct PageSurveyTests {
    private let files = [
        "demo-1.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl", "demo-2.0.tar.gz",
    ]

    @Test func exclusionsTakeVersionsAway() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        try scene.exclude("demo==2.0")
        try scene.exclude("other")
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        #expect(scene.rule("demo-2.0.tar.gz") == .excluded)
        #expect(scene.decision.files.last?.detail == "exclude names demo==2.0")
    }

    @Test func exclusionsHoldForPrereleasesToo() throws {
        var scene = try Scene(["demo-2.0rc1-py3-none-any.whl"])
        try scene.require("demo")
        try scene.exclude("demo>=2.0rc0")
        #expect(scene.kept.isEmpty)
    }

    @Test func anExcludedProjectIsNoFailure() throws {
        var scene = try Scene(files)
        try scene.require("demo==1.0")
        try scene.glob("*")
        try scene.exclude("Demo")
        #expect(scene.kept.isEmpty)
        #expect(scene.decision.unmatched.isEmpty && !scene.decision.isLeftOut)
    }

    @Test func filesThatAreTooLargeAreLeftOut() throws {
        var scene = try Scene(files)
        try scene.require("demo")
        scene.rules.maxFileSize = ByteCount(1000)
        scene.change("2.0-py3") { $0.size = 1001 }
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .tooLarge)
        #expect(scene.kept == ["demo-2.0.tar.gz"])
        scene.change("2.0") { $0.size = 1000 }
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
    }

    @Test func theSameFileTwiceIsOneFile() throws {
        var scene = try Scene(files + files)
        try scene.require("demo")
        scene.change("demo") { $0.hashes = ["sha256": String(repeating: "a", count: 64)] }
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
        scene.page.files[1].hashes = [:]
        #expect(scene.decision.keptIndexes == [4])
        #expect(scene.decision.files[1].rule == .duplicate)
    }

    @Test func oneNameForTwoFilesIsTakenForNeither() throws {
        var scene = try Scene(files + ["demo-2.0-py3-none-any.whl"])
        try scene.require("demo")
        scene.change("demo") { $0.hashes = ["sha256": String(repeating: "a", count: 64)] }
        scene.page.files[3].hashes = ["sha256": String(repeating: "b", count: 64)]
        #expect(scene.kept == ["demo-2.0.tar.gz"])
        #expect(scene.rule("demo-2.0-py3-none-any.whl") == .ambiguous)
        #expect(RepeatedFiles.ambiguous(in: scene.page) == ["demo-2.0-py3-none-any.whl"])
    }
}
