import Cryptography
import Glibc
import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

/// A mirror in a temporary directory, and what an index would offer to it.
final class MirrorFixture {
    let directory: TemporaryDirectory
    let layout: MirrorLayout
    let catalog: Catalog
    let disk: any Disk
    /// The tests' wall clock.
    var now = Instant(seconds: 1_700_000_000)

    static let index = "https://index.example/simple/"
    /// To the job `lab`.
    static let indexID = IndexID(job: "lab", url: index)

    init(disk: any Disk = SystemDisk()) throws {
        directory = try TemporaryDirectory()
        layout = MirrorLayout(root: directory["mirror"])
        try layout.prepare(on: SystemDisk())
        catalog = try Catalog.open(layout, .write)
        self.disk = disk
    }

    var pool: Pool { Pool(layout: layout, disk: disk) }
    var publisher: Publisher { Publisher(catalog: catalog, layout: layout, disk: disk) }
    var generations: Generations { Generations(layout: layout) }
    var collection: GarbageCollection {
        GarbageCollection(catalog: catalog, layout: layout, disk: disk)
    }

    /// A file as the index offers it; its bytes are its content's.
    static func offer(_ filename: String, _ content: String = "") -> IndexFile {
        let bytes = Array((content.isEmpty ? filename : content).utf8)
        return IndexFile(
            filename: filename, url: "https://files.example/\(filename)",
            hashes: ["sha256": Hashing.digest(bytes, .sha256).hex], requiresPython: ">=3.9",
            size: Int64(bytes.count), uploadTime: Instant(seconds: 1_600_000_000))
    }

    /// Stages the page of a project and the job's selection of all its files.
    func stage(
        _ name: String, _ files: [IndexFile], job: String = "lab",
        status: ProjectStatus = .active
    ) throws {
        let project = try name.project
        let page = ProjectPage(name: name, status: status, files: files)
        let upstream = try catalog.stage(
            upstream: UpstreamRecord(
                index: IndexID(job: job, url: Self.index), project: project, acceptedAt: now),
            page: page)
        try catalog.stage(
            selection: SelectionRecord(
                job: job, project: project, index: Self.index, rulesDigest: "rules",
                pageDigest: upstream.pageDigest, kept: files.count),
            files: files.map { SelectedFile($0) }, at: now)
    }

    /// Fetches one pending file: its content goes through a partial file into the pool.
    func fetch(_ download: PendingDownload, content: String = "") async throws {
        let file = download.file
        let bytes = Array((content.isEmpty ? file.filename : content).utf8)
        let added = try put(bytes, file)
        try catalog.stage(poolFile: added, settling: download)
    }

    func put(_ bytes: [UInt8], _ file: SelectedFile) throws -> PoolFile {
        let partial = try PartialFile(for: file, in: layout, disk: disk)
        try OpenFile(descriptor: dup(partial.descriptor), path: partial.path).write(bytes)
        let sha256 = Hashing.digest(bytes, .sha256).hex
        try pool.adopt(partial, sha256: sha256, filename: file.filename)
        return PoolFile(
            sha256: sha256, filename: file.filename, size: Int64(bytes.count), addedAt: now)
    }

    /// Fetches everything that is pending, syncs the pool and commits.
    @discardableResult
    func finish() async throws -> CommitSummary {
        for download in try catalog.pendingDownloads() { try await fetch(download) }
        try await pool.synchronize()
        return try await commit()
    }

    /// Commits, and makes real what is selected, as a publication does.
    @discardableResult
    func commit() async throws -> CommitSummary {
        let summary = try await catalog.commit(at: now)
        try await catalog.settleSelections()
        return summary
    }

    /// A whole run: what is selected becomes published.
    @discardableResult
    func sync(_ projects: [String: [IndexFile]], job: String = "lab") async throws -> Publication {
        for (name, files) in projects.sorted(by: { $0.key < $1.key }) {
            try stage(name, files, job: job)
        }
        try await finish()
        return try await publisher.publish(at: now)
    }
}

extension String {
    var project: ProjectName { get throws { try #require(ProjectName(self)) } }
}
