import Cryptography
import Glibc
import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

/// The disk fails at its n-th operation, for every n: what is published stays whole.
@Suite struct CrashConsistencyTests {
    private static let old: [String: [IndexFile]] = [
        "demo": [MirrorFixture.offer("demo-1.tar.gz")],
        "gone": [MirrorFixture.offer("gone-1.tar.gz")],
    ]
    private static let new: [String: [IndexFile]] = [
        "demo": [MirrorFixture.offer("demo-1.tar.gz"), MirrorFixture.offer("demo-2.tar.gz")],
        "fresh": [MirrorFixture.offer("fresh-1-py3-none-any.whl")],
    ]

    private func syncNew(_ mirror: MirrorFixture, on disk: any Disk) async throws {
        let pool = Pool(layout: mirror.layout, disk: disk)
        try mirror.catalog.discardStaged()
        for (name, files) in Self.new { try mirror.stage(name, files) }
        try mirror.catalog.stageWithdrawal(job: "lab", project: "gone".project)
        for download in try mirror.catalog.pendingDownloads() {
            let file = download.file
            let partial = try PartialFile(for: file, in: mirror.layout, disk: disk)
            try OpenFile(descriptor: dup(partial.descriptor), path: partial.path)
                .write(Array(file.filename.utf8))
            let sha256 = try #require(file.sha256)
            try pool.adopt(partial, sha256: sha256, filename: file.filename)
            try pool.adoptMetadata(
                Array("Name: x\n".utf8), sha256: sha256, filename: file.filename)
            try mirror.catalog.stage(
                poolFile: PoolFile(
                    sha256: sha256, filename: file.filename,
                    size: Int64(file.filename.utf8.count),
                    metadataSHA256: Hashing.digest(Array("Name: x\n".utf8), .sha256).hex,
                    addedAt: mirror.now), settling: download)
        }
        try await pool.synchronize()
        _ = try await mirror.catalog.commit(at: mirror.now)
        let publisher = Publisher(catalog: mirror.catalog, layout: mirror.layout, disk: disk)
        try await publisher.publish(at: mirror.now)
    }

    @Test func everyFailureLeavesTheOldGenerationOrTheNewOne() async throws {
        var operations = 0
        while true {
            let mirror = try MirrorFixture()
            try await mirror.sync(Self.old)
            let before = try PublishedTree(mirror.layout)
            let disk = FailingDisk(after: operations)
            do {
                try await syncNew(mirror, on: disk)
            } catch let error as StoreError {
                #expect(error.diskFailure == .cannotCreate, "\(error)")
            }
            let between = try PublishedTree(mirror.layout)
            let whole = Self.new.mapValues { $0.map(\.filename) }
            if between.generation == before.generation {
                #expect(between == before, "after \(operations) operations")
            } else {
                #expect(between.projects == whole, "after \(operations) operations")
            }
            try await syncNew(mirror, on: SystemDisk())
            #expect(try PublishedTree(mirror.layout).projects == whole)
            #expect(try mirror.generations.live() == 2)
            #expect(try mirror.generations.list() == [1, 2])
            #expect(try mirror.catalog.generations().map(\.number) == [1, 2])
            if !disk.hasFailed { break }
            operations += 1
        }
        #expect(operations > 20)
    }

    @Test func everyFailureOfACollectionLeavesThePublishedWhole() async throws {
        var operations = 0
        while true {
            let mirror = try MirrorFixture()
            try await mirror.sync(Self.old)
            try await syncNew(mirror, on: SystemDisk())
            let tree = try PublishedTree(mirror.layout)
            mirror.now = mirror.now + .seconds(20 * 86_400)
            let retention = Retention(keepGenerations: 1)
            let disk = FailingDisk(after: operations)
            let collection = GarbageCollection(
                catalog: mirror.catalog, layout: mirror.layout, disk: disk)
            do {
                _ = try await collection.collect(retention, at: mirror.now)
            } catch {
                #expect(error.diskFailure == .cannotCreate)
            }
            #expect(try PublishedTree(mirror.layout) == tree)
            _ = try await mirror.collection.collect(retention, at: mirror.now)
            #expect(try PublishedTree(mirror.layout) == tree)
            #expect(try mirror.generations.list() == [2])
            let gone = try #require(MirrorFixture.offer("gone-1.tar.gz").hashes["sha256"])
            #expect(try !mirror.pool.contains(sha256: gone, filename: "gone-1.tar.gz"))
            if !disk.hasFailed { break }
            operations += 1
        }
        #expect(operations > 5)
    }
}
