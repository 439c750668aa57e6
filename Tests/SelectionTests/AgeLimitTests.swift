import Primitives
import SimpleIndex
import Testing

@testable import Selection

/// `minimum-age` and `as-of`; the scenes' present is 2026-06-01, midnight.
struct AgeLimitTests {
    private func scene() throws -> Scene {
        var scene = try Scene([
            "demo-1.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl", "demo-3.0-py3-none-any.whl",
        ])
        try scene.require("demo")
        try scene.uploaded("1.0", "2026-01-01T00:00:00Z")
        try scene.uploaded("2.0", "2026-05-25T00:00:00Z")
        try scene.uploaded("3.0", "2026-05-31T12:00:00Z")
        return scene
    }

    @Test func youngFilesAreHeldAndTheOneBeforeIsTaken() throws {
        var scene = try scene()
        scene.rules.minimumAge = .seconds(7 * 86_400)
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
        #expect(scene.rule("demo-3.0-py3-none-any.whl") == .tooYoung)
        #expect(scene.decision.heldCount == 1)
    }

    @Test func heldFilesTellWhenTheyComeOfAge() throws {
        var scene = try scene()
        scene.rules.minimumAge = .seconds(8 * 86_400)
        #expect(scene.kept == ["demo-1.0-py3-none-any.whl"])
        let due = try #require(scene.decision.dueAt)
        #expect(due.description == "2026-06-02T00:00:00Z")
        scene.now = due
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
    }

    @Test func withoutUploadTimeAFileIsHeldForEver() throws {
        var scene = try scene()
        scene.change("1.0") { $0.uploadTime = nil }
        scene.change("2.0") { $0.uploadTime = nil }
        scene.change("3.0") { $0.uploadTime = nil }
        #expect(scene.kept == ["demo-3.0-py3-none-any.whl"])
        scene.rules.minimumAge = .seconds(1)
        #expect(scene.kept.isEmpty)
        #expect(scene.decision.heldCount == 3 && scene.decision.dueAt == nil)
        #expect(scene.decision.unmatched.count == 1)
    }

    @Test func asOfMeansTheEndOfThatDay() throws {
        var scene = try scene()
        scene.rules.asOf = CalendarDay(parsing: "2026-05-31")
        #expect(scene.kept == ["demo-3.0-py3-none-any.whl"])
        scene.rules.asOf = CalendarDay(parsing: "2026-05-30")
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
        #expect(scene.rule("demo-3.0-py3-none-any.whl") == .tooYoung)
        #expect(scene.decision.dueAt == nil)
    }

    @Test func minimumAgeCountsFromAsOf() throws {
        var scene = try scene()
        scene.rules.asOf = CalendarDay(parsing: "2026-05-31")
        scene.rules.minimumAge = .seconds(2 * 86_400)
        #expect(scene.kept == ["demo-2.0-py3-none-any.whl"])
    }

    @Test func onlyFilesThatWouldFitOtherwiseAreHeld() throws {
        var scene = try scene()
        scene.rules.minimumAge = .seconds(7 * 86_400)
        try scene.target("ci", "3.9", "linux-x86_64")
        scene.change("3.0") { $0.requiresPython = ">=3.13" }
        #expect(scene.rule("demo-3.0-py3-none-any.whl") == .requiresPython)
        #expect(scene.decision.heldCount == 0 && scene.decision.dueAt == nil)
    }
}
