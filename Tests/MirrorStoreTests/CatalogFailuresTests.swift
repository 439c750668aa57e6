import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogFailuresTests {
    private func failure(
        _ mirror: MirrorFixture, _ project: String?, file: String? = nil, kind: String = "timeout"
    ) throws -> FailureRecord {
        FailureRecord(
            job: "lab", index: MirrorFixture.index, project: try project?.project, file: file,
            kind: kind, message: "it failed", at: mirror.now)
    }

    @Test func countsOnWhileItRecursUnderAnyKind() async throws {
        let mirror = try MirrorFixture()
        let first = mirror.now
        try mirror.catalog.stage(failure: failure(mirror, "demo"))
        try await mirror.finish()
        mirror.now = mirror.now + .seconds(3600)
        try mirror.catalog.stage(failure: failure(mirror, "demo", kind: "http"))
        let staged = try mirror.catalog.stagedFailures()
        try await mirror.finish()
        let stored = try mirror.catalog.failures(ofJob: "lab")
        #expect(staged == stored)
        #expect(stored.count == 1)
        #expect(stored.first?.since == first && stored.first?.attempts == 2)
        #expect(stored.first?.lastAt == mirror.now && stored.first?.kind == "http")
    }

    @Test func goesWhenTheProjectWasDealtWith() async throws {
        let mirror = try MirrorFixture()
        for name in ["alpha", "beta", "gamma", nil] {
            try mirror.catalog.stage(failure: failure(mirror, name))
        }
        try mirror.catalog.stage(failure: failure(mirror, "alpha", file: "alpha-1.tar.gz"))
        try await mirror.finish()
        #expect(try mirror.catalog.failures().count == 5)

        try mirror.stage("alpha", [MirrorFixture.offer("alpha-1.tar.gz")])
        try mirror.catalog.stageListing(
            job: "lab", index: MirrorFixture.index, project: "beta".project, checked: true)
        try mirror.catalog.stageListing(
            job: "lab", index: MirrorFixture.index, project: "gamma".project, checked: false)
        try await mirror.finish()
        #expect(
            try mirror.catalog.failures().map(\.project?.normalized).sorted {
                ($0 ?? "") < ($1 ?? "")
            } == [nil, "gamma"])

        for failure in try mirror.catalog.failures() {
            try mirror.catalog.stageEnd(of: failure)
        }
        try await mirror.finish()
        #expect(try mirror.catalog.failures() == [])
    }

    @Test func jobsDoNotClearEachOthersFailures() async throws {
        let mirror = try MirrorFixture()
        try mirror.catalog.stage(failure: failure(mirror, "demo"))
        try await mirror.finish()
        try mirror.stage("demo", [], job: "office")
        try mirror.catalog.stageListing(
            job: "office", index: MirrorFixture.index, project: "demo".project, checked: true)
        try await mirror.finish()
        #expect(try mirror.catalog.failures(ofJob: "lab").count == 1)
        #expect(try mirror.catalog.failures(ofJob: "office") == [])
    }
}
