import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogSelectionTests {
    private func names(_ mirror: MirrorFixture, _ project: String) throws -> Set<String> {
        Set(
            try mirror.catalog.selectedFiles(job: "lab", project: project.project)
                .map(\.filename))
    }

    @Test func aWholeSelectionReplacesTheOldOne() async throws {
        let mirror = try MirrorFixture()
        let (first, second) = (
            MirrorFixture.offer("demo-1.tar.gz"), MirrorFixture.offer("demo-2.tar.gz")
        )
        try mirror.stage("demo", [first])
        let added = try await mirror.finish()
        #expect(added.addedFiles == 1 && added.removedFiles == 0)
        try mirror.stage("demo", [second])
        let changed = try await mirror.finish()
        #expect(changed.addedFiles == 1 && changed.removedFiles == 1)
        #expect(changed.changedProjects == [try "demo".project])
        #expect(try names(mirror, "demo") == ["demo-2.tar.gz"])
        let stored = try mirror.catalog.selectedFiles(job: "lab", project: "demo".project)
        #expect(stored == [SelectedFile(second)])
        let record = try #require(
            try mirror.catalog.selection(job: "lab", project: "demo".project))
        #expect(!record.isIncomplete && record.waitingSince == nil)
        #expect(record.rulesDigest == "rules" && record.pageDigest != nil)
    }

    @Test func anUnchangedSelectionChangesNothing() async throws {
        let mirror = try MirrorFixture()
        let offer = MirrorFixture.offer("demo-1.tar.gz")
        try mirror.stage("demo", [offer])
        try await mirror.finish()
        try mirror.stage("demo", [offer])
        let summary = try await mirror.finish()
        #expect(summary == CommitSummary(addedFiles: 0, removedFiles: 0, changedProjects: []))
    }

    @Test func aFailedFileKeepsTheOldOnesBesideTheNew() async throws {
        let mirror = try MirrorFixture()
        let offers = (1...3).map { MirrorFixture.offer("demo-\($0).tar.gz") }
        try mirror.stage("demo", [offers[0]])
        try await mirror.finish()
        try mirror.stage("demo", [offers[1], offers[2]])
        try mirror.catalog.dropStaged(
            job: "lab", project: "demo".project, filename: "demo-3.tar.gz", failed: true)
        try await mirror.finish()
        #expect(try names(mirror, "demo") == ["demo-1.tar.gz", "demo-2.tar.gz"])
        let record = try mirror.catalog.selection(job: "lab", project: "demo".project)
        #expect(record?.isIncomplete == true && record?.waitingSince == mirror.now)

        let first = mirror.now
        mirror.now = first + .seconds(86_400)
        try mirror.stage("demo", [offers[1], offers[2]])
        let pending = try mirror.catalog.pendingDownloads()
        #expect(pending.map(\.file.filename) == ["demo-3.tar.gz"])
        try await mirror.finish()
        #expect(try names(mirror, "demo") == ["demo-2.tar.gz", "demo-3.tar.gz"])
    }

    @Test func withoutAnyUsableFileTheOldSelectionStays() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage("demo", [MirrorFixture.offer("demo-1.tar.gz")])
        try await mirror.finish()
        try mirror.stage("demo", [MirrorFixture.offer("demo-2.tar.gz")])
        try await mirror.commit()
        #expect(try names(mirror, "demo") == ["demo-1.tar.gz"])
        let record = try mirror.catalog.selection(job: "lab", project: "demo".project)
        #expect(record?.isIncomplete == true)
    }

    /// A file that turns out to be too big is left out; the rest of the project is whole.
    @Test func aFileLeftOutDoesNotMakeTheProjectIncomplete() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage("demo", [1, 2].map { MirrorFixture.offer("demo-\($0).tar.gz") })
        try mirror.catalog.dropStaged(
            job: "lab", project: "demo".project, filename: "demo-2.tar.gz", failed: false)
        try await mirror.finish()
        let record = try mirror.catalog.selection(job: "lab", project: "demo".project)
        #expect(record?.isIncomplete == false && record?.kept == 1)
        #expect(try names(mirror, "demo") == ["demo-1.tar.gz"])
    }

    @Test func listsTheProjectsOfAJobInBatches() async throws {
        let mirror = try MirrorFixture()
        for name in ["alpha", "beta", "gamma"] { try mirror.stage(name, []) }
        try await mirror.finish()
        let first = try mirror.catalog.projects(ofJob: "lab", limit: 2)
        #expect(first.map(\.normalized) == ["alpha", "beta"])
        let second = try mirror.catalog.projects(ofJob: "lab", after: first.last, limit: 2)
        #expect(second.map(\.normalized) == ["gamma"])
        #expect(try mirror.catalog.projects(ofJob: "office") == [])
    }

    @Test func allJobsThatTakeAProjectAreKnown() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage("demo", [MirrorFixture.offer("demo-1.tar.gz")], job: "lab")
        try mirror.stage("demo", [MirrorFixture.offer("demo-1.tar.gz")], job: "office")
        try await mirror.finish()
        #expect(try mirror.catalog.selections(of: "demo".project).map(\.job) == ["lab", "office"])
        #expect(try mirror.catalog.jobs() == ["lab", "office"])
    }

    @Test func aFileWithoutSHA256IsRecognisedByItsOtherDigest() async throws {
        let mirror = try MirrorFixture()
        var offer = MirrorFixture.offer("demo-1.tar.gz")
        let weak = String(repeating: "ab", count: 16)
        offer.hashes = ["md5": weak]
        try mirror.stage("demo", [offer])
        let download = try #require(try mirror.catalog.pendingDownloads().first)
        #expect(download.file.sha256 == nil && download.file.facts.digests.first?.hex == weak)
        var added = try mirror.put(Array("demo".utf8), download.file)
        added.otherDigests = [try #require(Digest(.md5, hex: weak))]
        added.hashOrigin = .weak
        try mirror.catalog.stage(poolFile: added, settling: download)
        try await mirror.finish()
        let stored = try mirror.catalog.selectedFiles(job: "lab", project: "demo".project)
        #expect(stored.map(\.sha256) == [added.sha256])

        try mirror.stage("demo", [offer], job: "office")
        #expect(try mirror.catalog.pendingDownloads() == [])
        let kept = try mirror.catalog.poolFile(sha256: added.sha256, filename: added.filename)
        #expect(kept?.hashOrigin == .weak)
    }

    @Test func aFileWithoutDigestsIsRecognisedByItsAddress() async throws {
        let mirror = try MirrorFixture()
        var offer = MirrorFixture.offer("demo-1.tar.gz")
        offer.hashes = [:]
        try mirror.stage("demo", [offer])
        try await mirror.finish()
        try mirror.stage("demo", [offer])
        #expect(try mirror.catalog.pendingDownloads() == [])
        offer.url = "https://files.example/moved/demo-1.tar.gz"
        try mirror.stage("demo", [offer])
        #expect(try mirror.catalog.pendingDownloads().count == 1)
    }
}
