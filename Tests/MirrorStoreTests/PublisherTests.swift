import Glibc
import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct PublisherTests {
    @Test func publishesWhatIsCommittedAndNothingTheSecondTime() async throws {
        let mirror = try MirrorFixture()
        let offers = ["demo": [MirrorFixture.offer("demo-1.0-py3-none-any.whl")]]
        let first = try await mirror.sync(offers)
        #expect(first.generation == 1 && first.isNew && first.previous == nil)
        #expect(first.projects == 1 && first.files == 1)
        let tree = try PublishedTree(mirror.layout)
        #expect(tree.projects == ["demo": ["demo-1.0-py3-none-any.whl"]])
        #expect(tree.generation == ".generations/000001")

        let before = TreeSnapshot(of: mirror.layout.publicDirectory)
        let second = try await mirror.sync(offers)
        #expect(second.generation == 1 && !second.isNew)
        #expect(TreeSnapshot(of: mirror.layout.publicDirectory) == before)
    }

    @Test func unchangedProjectsKeepTheirPageFolder() async throws {
        let mirror = try MirrorFixture()
        let demo = MirrorFixture.offer("demo-1.0.tar.gz")
        try await mirror.sync(["demo": [demo], "other": [MirrorFixture.offer("other-1.tar.gz")]])
        let before = try mirror.generations.pages(of: 1)
        try await mirror.sync(["demo": [demo, MirrorFixture.offer("demo-2.0.tar.gz")]])
        let after = try mirror.generations.pages(of: 2)
        #expect(before["other"] == after["other"])
        #expect(before["demo"] != after["demo"])
        #expect(
            try PublishedTree(mirror.layout).projects == [
                "demo": ["demo-1.0.tar.gz", "demo-2.0.tar.gz"], "other": ["other-1.tar.gz"],
            ])
    }

    @Test func aProjectThatNoJobSelectsDisappears() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync([
            "demo": [MirrorFixture.offer("demo-1.tar.gz")],
            "other": [MirrorFixture.offer("other-1.tar.gz")],
        ])
        try mirror.catalog.stageWithdrawal(job: "lab", project: "other".project)
        try await mirror.finish()
        let published = try await mirror.publisher.publish(at: mirror.now)
        #expect(published.isNew && published.generation == 2)
        #expect(Array(try PublishedTree(mirror.layout).projects.keys) == ["demo"])
    }

    @Test func aGenerationIsTheUnionOfItsJobs() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]], job: "lab")
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-2.tar.gz")]], job: "office")
        #expect(
            try PublishedTree(mirror.layout).projects == [
                "demo": ["demo-1.tar.gz", "demo-2.tar.gz"]
            ])
        #expect(try await mirror.catalog.forget(job: "lab"))
        #expect(try await !mirror.catalog.forget(job: "lab"))
        try await mirror.publisher.publish(at: mirror.now)
        #expect(try PublishedTree(mirror.layout).projects == ["demo": ["demo-2.tar.gz"]])
    }

    @Test func aQuarantinedProjectStaysWithoutFiles() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try mirror.stage("demo", [], status: .quarantined)
        try await mirror.finish()
        try await mirror.publisher.publish(at: mirror.now)
        #expect(try PublishedTree(mirror.layout).projects == ["demo": []])
    }

    @Test func rollsBackAndNumbersOnFromTheNewest() async throws {
        let mirror = try MirrorFixture()
        for version in 1...3 {
            try await mirror.sync(["demo": [MirrorFixture.offer("demo-\(version).tar.gz")]])
        }
        try await mirror.publisher.rollback(to: 1, at: mirror.now)
        #expect(try PublishedTree(mirror.layout).projects == ["demo": ["demo-1.tar.gz"]])
        #expect(try mirror.generations.live() == 1)

        let next = try await mirror.publisher.publish(at: mirror.now)
        #expect(next.generation == 4 && next.previous == 1 && next.isNew)
        #expect(try PublishedTree(mirror.layout).projects == ["demo": ["demo-3.tar.gz"]])
        await #expect(throws: StoreError.self) {
            try await mirror.publisher.rollback(to: 9, at: mirror.now)
        }
    }

    @Test func namesOfEveryKindCanBePublished() async throws {
        let mirror = try MirrorFixture()
        let names = [
            "demo-1.0+local.1-py3-none-any.whl", "demo-1!2.0.tar.gz", "demo-1.0 (copy).zip",
            "demo-1.0%2B.zip", "démo-1.0.zip", "demo-1.0#x.zip", "demo-1.0?y.zip",
            "demo-1&<\">.zip",
        ]
        try await mirror.sync(["demo": names.map { MirrorFixture.offer($0) }])
        #expect(try PublishedTree(mirror.layout).projects["demo"].map(Set.init) == Set(names))
    }

    @Test func twoNamesOfOneDigestAreTwoFiles() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage(
            "demo",
            [
                MirrorFixture.offer("demo-1.zip", "same"),
                MirrorFixture.offer("demo-1.tar.gz", "same"),
            ])
        let pending = try mirror.catalog.pendingDownloads()
        #expect(pending.count == 2)
        let partials = try pending.map { try PartialFile(for: $0.file, in: mirror.layout).path }
        #expect(Set(partials).count == 2)
        for download in pending { try await mirror.fetch(download, content: "same") }
        try await mirror.finish()
        try await mirror.publisher.publish(at: mirror.now)
        #expect(try PublishedTree(mirror.layout).projects["demo"]?.count == 2)
    }

    @Test func modesAndLinksAreAsServersNeedThem() async throws {
        let previous = umask(0o077)
        defer { umask(previous) }
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        let disk = SystemDisk()
        var entries = [mirror.layout.publicDirectory]
        while let path = entries.popLast() {
            let status = try #require(try disk.status(path))
            switch status.kind {
            case .directory:
                #expect(status.mode == 0o755, "\(path)")
                entries += try disk.list(path).map { "\(path)/\($0)" }
            case .link:
                // Beyond 59 bytes ext4 needs a block for the target.
                #expect(status.size < 60, "\(path)")
            default: #expect(status.mode == 0o644, "\(path)")
            }
        }
        for (path, mode) in [
            (mirror.layout.catalog, 0o644), (mirror.layout.catalog + "-wal", 0o644),
            (mirror.layout.catalog + "-shm", 0o644), (mirror.layout.partial, 0o700),
            (mirror.layout.runs, 0o755), (mirror.layout.trash, 0o700),
        ] as [(String, UInt32)] {
            #expect(try disk.status(path)?.mode == mode, "\(path)")
        }
    }

    @Test func aTreeCopiedElsewhereStillWorks() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        _ = try await Program.run(
            "cp", ["-a", mirror.layout.publicDirectory, mirror.directory["copy"]])
        try SystemDisk().createDirectory(mirror.directory["moved"], mode: 0o755)
        try SystemDisk().rename(mirror.directory["copy"], to: mirror.directory["moved/public"])
        let moved = try PublishedTree(MirrorLayout(root: mirror.directory["moved"]))
        #expect(moved == (try PublishedTree(mirror.layout)))
    }
}
