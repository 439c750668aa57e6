import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogHistoryTests {
    private func run(_ job: String, _ code: Int32, at start: Int64) -> RunRecord {
        RunRecord(
            startedAt: Instant(seconds: start), endedAt: Instant(seconds: start + 5), job: job,
            outcome: code == 0 ? "ok" : "other", exitCode: code, summary: "{\"n\": \(start)}")
    }

    @Test func remembersRuns() async throws {
        let mirror = try MirrorFixture()
        #expect(try mirror.catalog.lastRun() == nil)
        let runs = [run("lab", 0, at: 10), run("lab", 10, at: 20), run("office", 69, at: 30)]
        for record in runs { try await mirror.catalog.append(run: record) }
        #expect(try mirror.catalog.runs() == runs.reversed())
        #expect(try mirror.catalog.lastRun() == runs[2])
        #expect(try mirror.catalog.lastRun(ofJob: "lab") == runs[1])
        #expect(try mirror.catalog.lastSuccess() == runs[1])
        #expect(try mirror.catalog.lastSuccess(ofJob: "office") == nil)
    }

    @Test func keepsEventsForAYear() async throws {
        let mirror = try MirrorFixture()
        let demo = try "demo".project
        let events = [
            CatalogEvent(at: mirror.now, project: demo, file: "demo-1.tar.gz", event: "yanked"),
            CatalogEvent(at: mirror.now + .seconds(1), event: "catalog rebuilt"),
        ]
        for event in events { try mirror.catalog.stage(event: event) }
        #expect(try mirror.catalog.events() == [])
        try await mirror.finish()
        #expect(try mirror.catalog.events() == events.reversed())
        #expect(try mirror.catalog.events(of: demo) == [events[0]])
        _ = try await mirror.catalog.commit(at: mirror.now + .seconds(366 * 86_400 + 1))
        #expect(try mirror.catalog.events() == [events[1]])
    }

    @Test func keepsSettings() async throws {
        let mirror = try MirrorFixture()
        #expect(try mirror.catalog.retention() == Retention())
        let retention = Retention(keepGenerations: 7, grace: .seconds(60))
        try await mirror.catalog.record(retention)
        #expect(try mirror.catalog.retention() == retention)
        try await mirror.catalog.set(["skips": "2"])
        #expect(try mirror.catalog.setting("skips") == "2")
        try await mirror.catalog.set(["skips": nil])
        #expect(try mirror.catalog.setting("skips") == nil)
        try await mirror.catalog.hold(42)
        #expect(try mirror.catalog.heldGeneration() == 42)
        try await mirror.catalog.hold(nil)
        #expect(try mirror.catalog.heldGeneration() == nil)
    }
}
