import Glibc
import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogTests {
    private func bytes(_ mirror: MirrorFixture) throws -> [[UInt8]] {
        try ["", "-wal"].map { try SystemDisk().read(mirror.layout.catalog + $0) }
    }

    private func alter(_ mirror: MirrorFixture, _ sql: String) async throws {
        let outcome = try await Program.run("sqlite3", [mirror.layout.catalog, sql])
        #expect(outcome.succeeded, "\(outcome.errors)")
    }

    private func code(_ body: () throws -> some Any) -> StoreError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    @Test func aMissingCatalogIsSaidToBeMissing() throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory.path)
        #expect(try !Catalog.exists(layout))
        #expect(code { try Catalog.open(layout, .read) } == .missingCatalog)
        #expect(!directory.exists("state.sqlite"))
    }

    @Test func whatOneRunCommitsTheNextOneReads() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try await mirror.catalog.close()
        let reader = try Catalog.open(mirror.layout, .read)
        #expect(try reader.projects(ofJob: "lab").map(\.normalized) == ["demo"])
        let writer = try Catalog.open(mirror.layout, .write)
        #expect(try writer.projects(ofJob: "lab").map(\.normalized) == ["demo"])
    }

    @Test func readersSeeWhatStandsWhileARunWrites() async throws {
        let mirror = try MirrorFixture()
        let reader = try Catalog.open(mirror.layout, .read)
        try mirror.stage("demo", [MirrorFixture.offer("demo-1.tar.gz")])
        #expect(try reader.jobs() == [])
        try await mirror.finish()
        #expect(try reader.jobs() == ["lab"])
    }

    /// A user who may not write into the mirror reads it, whether a run is on or over.
    @Test func anotherUserReadsTheCatalog() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        let disk = SystemDisk()
        try disk.setMode(mirror.directory.path, 0o755)
        let during = try await count(mirror)
        try await mirror.catalog.close()
        #expect(try disk.status(mirror.layout.catalog + "-wal") != nil)
        let after = try await count(mirror)
        #expect([during, after] == ["1\n", "1\n"])
    }

    /// Asks sqlite3 as nobody where the tests run as root, else with a directory that is read-only.
    private func count(_ mirror: MirrorFixture) async throws -> String {
        let query = ["-readonly", mirror.layout.catalog, "SELECT count(*) FROM selection"]
        if getuid() == 0 {
            let ids = ["--reuid=65534", "--regid=65534", "--clear-groups", "sqlite3"]
            let outcome = try await Program.run("setpriv", ids + query)
            return outcome.output + outcome.errors
        }
        let disk = SystemDisk()
        try disk.setMode(mirror.layout.root, 0o555)
        defer { try? disk.setMode(mirror.layout.root, 0o755) }
        let outcome = try await Program.run("sqlite3", query)
        return outcome.output + outcome.errors
    }

    @Test(arguments: ["a", "b c?d#e%41"])
    func aCatalogIsReadWithoutTouchingAnything(_ name: String) async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try await mirror.catalog.close()
        let layout = MirrorLayout(root: mirror.directory[name])
        try SystemDisk().rename(mirror.layout.root, to: layout.root)
        let before = TreeSnapshot(of: layout.root)
        let reader = try Catalog.open(layout, .read)
        #expect(try reader.jobs() == ["lab"])
        try await reader.close()
        #expect(TreeSnapshot(of: layout.root) == before)
    }

    @Test func aCopyWithoutLogAndSharedMemoryIsRead() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try await mirror.catalog.close()
        for suffix in ["-wal", "-shm"] {
            try SystemDisk().unlink(mirror.layout.catalog + suffix)
        }
        #expect(try Catalog.open(mirror.layout, .read).jobs() == ["lab"])
    }

    @Test func aNewerCatalogIsRefusedUntouched() async throws {
        let mirror = try MirrorFixture()
        try await alter(mirror, "PRAGMA user_version = 99")
        try await mirror.catalog.close()
        let before = try bytes(mirror)
        for mode in [Catalog.Mode.write, .read] {
            #expect(
                code { try Catalog.open(mirror.layout, mode) }
                    == .newerCatalog(found: 99, known: CatalogSchema.version))
        }
        #expect(try bytes(mirror) == before)
    }

    @Test func aNewerCatalogIsRefusedAlsoWhileItsVersionStandsInTheLog() async throws {
        let mirror = try MirrorFixture()
        try await alter(mirror, "PRAGMA user_version = 99")
        #expect(
            code { try Catalog.open(mirror.layout, .write) }
                == .newerCatalog(found: 99, known: CatalogSchema.version))
    }

    @Test(arguments: ["not a database at all, but long enough for a header's 100 bytes", "short"])
    func aDamagedCatalogIsSetAside(_ text: String) async throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory.path)
        let content = String(repeating: text + "\n", count: 3)
        try directory.write(content, to: "state.sqlite")
        for mode in [Catalog.Mode.write, .read] {
            #expect(code { try Catalog.open(layout, mode) } == .damagedCatalog)
        }
        #expect(try directory.text("state.sqlite") == content)
        let aside = try Catalog.setAside(layout, stamp: "now")
        #expect(aside == directory["state.sqlite.damaged-now"])
        #expect(try directory.text("state.sqlite.damaged-now") == content)
        let fresh = try Catalog.open(layout, .write)
        #expect(try fresh.jobs() == [])
    }

    @Test func aCatalogWithoutItsTablesIsDamaged() async throws {
        let mirror = try MirrorFixture()
        try await alter(mirror, "DROP TABLE pool_file")
        #expect(code { try Catalog.open(mirror.layout, .write) } == .damagedCatalog)
    }

    @Test func damageInsideIsFoundByTheCheck() async throws {
        let mirror = try MirrorFixture()
        let files = (1...200).map { MirrorFixture.offer("demo-\($0).tar.gz") }
        try mirror.stage("demo", files)
        try await mirror.finish()
        try await mirror.catalog.check()
        try await mirror.catalog.close()
        let file = try SystemDisk().openForUpdate(mirror.layout.catalog, mode: 0o644)
        let size = try file.size()
        try file.write([UInt8](repeating: 0x55, count: 16_384), at: size - 16_384)
        let damaged = try Catalog.open(mirror.layout, .write)
        let error = await #expect(throws: StoreError.self) { try await damaged.check() }
        #expect(error?.code == .damagedCatalog)
    }

    /// A plan stages against a catalog that it may only read, and nothing is written.
    @Test func planningOnAReadOnlyCatalogWritesNothing() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try await mirror.catalog.close()
        let before = TreeSnapshot(of: mirror.layout.root)
        let reader = try Catalog.open(mirror.layout, .read)
        let project = try "demo".project
        let offers = ["demo-1.tar.gz", "demo-2.tar.gz"].map { MirrorFixture.offer($0) }
        try reader.stage(
            upstream: UpstreamRecord(index: MirrorFixture.indexID, project: project),
            page: ProjectPage(files: offers))
        try reader.stage(
            selection: SelectionRecord(
                job: "lab", project: project, index: MirrorFixture.index, rulesDigest: ""),
            files: offers.map { SelectedFile($0) }, at: mirror.now)
        #expect(try reader.stagedPlan().files == 1)
        #expect(try reader.page(index: MirrorFixture.indexID, project: project)?.files.count == 2)
        let error = await #expect(throws: StoreError.self) {
            _ = try await reader.commit(at: mirror.now)
        }
        #expect(error?.code == .readOnlyCatalog)
        try await reader.close()
        #expect(TreeSnapshot(of: mirror.layout.root) == before)
    }

    @Test func aScratchCatalogPlansWithoutAFile() throws {
        let catalog = try Catalog.scratch()
        try catalog.stage(
            selection: SelectionRecord(
                job: "lab", project: "demo".project, index: MirrorFixture.index, rulesDigest: ""),
            files: [SelectedFile(MirrorFixture.offer("demo-1.tar.gz"))],
            at: Instant(seconds: 0))
        #expect(try catalog.stagedPlan().files == 1)
    }

    /// A run was killed: the log is full and nobody has it open.
    @Test func whatAKilledRunCommittedIsRead() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        let layout = MirrorLayout(root: mirror.directory["copy"])
        try layout.prepare(on: SystemDisk())
        for suffix in ["", "-wal", "-shm"] {
            try SystemDisk().write(
                try SystemDisk().read(mirror.layout.catalog + suffix),
                to: layout.catalog + suffix, mode: 0o644)
        }
        #expect(try SystemDisk().status(layout.catalog + "-wal")?.size ?? 0 > 0)
        let before = TreeSnapshot(of: layout.root)
        let reader = try Catalog.open(layout, .read)
        #expect(try reader.jobs() == ["lab"])
        try await reader.close()
        #expect(TreeSnapshot(of: layout.root) == before)
        #expect(try Catalog.open(layout, .write).jobs() == ["lab"])
    }

    @Test func aFullDiskIsADiskErrorAndChangesNothing() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage("demo", [MirrorFixture.offer("demo-1.tar.gz")])
        try await mirror.finish()
        try mirror.catalog.run { try $0.run("PRAGMA max_page_count = 1") }
        let files = (1...2000).map { MirrorFixture.offer("other-\($0).tar.gz") }
        try mirror.stage("other", files)
        let error = await #expect(throws: StoreError.self) {
            try await mirror.commit()
        }
        #expect(error?.diskFailure == .cannotCreate)
        try mirror.catalog.run { try $0.run("PRAGMA max_page_count = 1000000") }
        #expect(try mirror.catalog.projects(ofJob: "lab").map(\.normalized) == ["demo"])
        #expect(try mirror.catalog.stagedPlan().files == 2000)
        try await mirror.commit()
        #expect(try mirror.catalog.projects(ofJob: "lab").count == 2)
    }

    @Test func manyTasksStageAtOnce() async throws {
        let mirror = try MirrorFixture()
        let (catalog, now) = (mirror.catalog, mirror.now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                group.addTask {
                    let project = try "project-\(number)".project
                    let offers = (1...5).map { MirrorFixture.offer("p\(number)-\($0).tar.gz") }
                    try catalog.stage(
                        selection: SelectionRecord(
                            job: "lab", project: project, index: MirrorFixture.index,
                            rulesDigest: ""), files: offers.map { SelectedFile($0) }, at: now)
                    #expect(try catalog.stagedFiles(job: "lab", project: project).count == 5)
                }
            }
            try await group.waitForAll()
        }
        #expect(try catalog.stagedPlan().files == 1000)
        _ = try await catalog.commit(at: now)
        try await catalog.settleSelections()
        #expect(try catalog.projects(ofJob: "lab").count == 200)
    }
}
