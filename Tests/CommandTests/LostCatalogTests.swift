import TestSupport
import Testing

/// A catalog that is missing, empty, damaged or foreign beside a filled pool is made anew, and
/// nothing of what other jobs published is lost by it.
@Suite struct LostCatalogTests {
    /// One way to lose a catalog.
    struct Loss: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Whether what stood there has to be kept.
        var isKept = false
        let bring: @Sendable (_ catalog: String) async throws -> Void
    }

    private static func remove(_ catalog: String) throws {
        for suffix in ["", "-wal", "-shm"] where FileTree.exists(catalog + suffix) {
            try FileTree.remove(catalog + suffix)
        }
    }

    private static func replace(_ catalog: String, _ sql: String) async throws {
        try remove(catalog)
        try await alter(catalog, sql)
    }

    private static func alter(_ catalog: String, _ sql: String) async throws {
        let outcome = try await Program.run("sqlite3", [catalog, sql])
        #expect(outcome.succeeded, "\(outcome)")
    }

    private static let losses: [Loss] = [
        Loss(testDescription: "missing") { try remove($0) },
        Loss(testDescription: "empty") {
            try remove($0)
            try FileTree.write("", to: $0)
        },
        Loss(testDescription: "one byte") {
            try remove($0)
            try FileTree.write("x", to: $0)
        },
        Loss(testDescription: "without tables") {
            try await replace($0, "CREATE TABLE t (x); DROP TABLE t")
        },
        Loss(testDescription: "its header alone", isKept: true) {
            let header = try FileTree.bytes($0).prefix(100)
            try remove($0)
            try FileTree.write(Array(header), to: $0)
        },
        Loss(testDescription: "no database", isKept: true) {
            try remove($0)
            try FileTree.write(String(repeating: "no database\n", count: 900), to: $0)
        },
        Loss(testDescription: "somebody else's database", isKept: true) {
            try await replace($0, "CREATE TABLE theirs (x)")
        },
        Loss(testDescription: "a negative version", isKept: true) {
            try await alter($0, "PRAGMA user_version = -3")
        },
        Loss(testDescription: "a table is missing", isKept: true) {
            try await alter($0, "DROP TABLE pool_file")
        },
        Loss(testDescription: "damage inside", isKept: true) {
            let bytes = try FileTree.bytes($0)
            let damage = [UInt8](repeating: 0x55, count: bytes.count - 8192)
            try FileTree.write(Array(bytes.prefix(8192)) + damage, to: $0)
        },
    ]

    private static let tree = IndexTree(
        WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(), WheelMaker("gamma").wheel())

    @Test(arguments: losses) func theNextSyncMakesItAnew(_ loss: Loss) async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha", "beta"]"#)
        try scenario.writeJob("other.toml", select: #"requirements = ["gamma"]"#)
        expect(try await scenario.sync(), .ok)
        let other = ["sync", scenario.directory["other.toml"], "--json"]
        expect(try await scenario.run(other), .ok)
        let files = try scenario.published.files()
        #expect(files.count == 3)
        try await loss.bring("\(scenario.mirror)/state.sqlite")
        let before = TreeSnapshot(of: scenario.mirror)
        let looks = try await scenario.run("status", scenario.mirror, "--json")
        expect(looks, loss.isKept ? .dataerr : .noinput)
        for verb in [["gc"], ["rollback", "--hold"]] {
            let run = try await scenario.run(
                [verb[0], scenario.mirror, "--json"] + verb.dropFirst())
            expect(run, loss.isKept ? .dataerr : .noinput)
        }
        scenario.index.forgetRequests()
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok)
        #expect(plan.document["plan"]["download_files"].int == 0)
        #expect(plan.warnings.count == 1)
        #expect(
            TreeSnapshot(of: scenario.mirror).differences(from: before).allSatisfy {
                $0.contains("lock") || $0.contains("-shm") || $0.contains("-wal")
            })
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("state.sqlite") && $0.contains("anew") })
        #expect(!scenario.index.requests.contains { $0.path.hasPrefix("/files/") })
        #expect(try scenario.published.files() == files, "another job's project went")
        try scenario.published.expectWhole()
        let kept = try FileTree.names(in: scenario.mirror).filter { $0.contains(".damaged-") }
        #expect(kept.isEmpty == !loss.isKept)
        let after = try await scenario.sync()
        expect(after, .ok)
        #expect(after.warnings == [] && after.document["published"].bool == false)
        expect(try await scenario.run(other), .ok)
        expect(try await scenario.run("gc", scenario.mirror, "--json"), .ok)
        #expect(try scenario.published.files() == files)
    }

    /// Where the live link went with the catalog, the newest generation tells what was published.
    @Test func theLiveLinkMayBeLostWithIt() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha", "beta"]"#)
        try scenario.writeJob("other.toml", select: #"requirements = ["gamma"]"#)
        expect(try await scenario.sync(), .ok)
        expect(try await scenario.run("sync", scenario.directory["other.toml"], "--json"), .ok)
        let files = try scenario.published.files()
        try Self.remove("\(scenario.mirror)/state.sqlite")
        try FileTree.remove("\(scenario.mirror)/public/simple")
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == files)
        #expect(!scenario.index.requests.contains { $0.path.hasPrefix("/files/") })
    }

    @Test func statisticsThatSomebodyMadeAreNoDamage() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        try await Self.alter("\(scenario.mirror)/state.sqlite", "ANALYZE; CREATE TABLE mine (x)")
        let run = try await scenario.sync()
        expect(run, .ok)
        #expect(run.warnings == [])
    }

    /// A run was killed in the middle of the very first change, or another tool was: what it left
    /// beside the database has to be rolled back, which takes the right to write.
    @Test func aChangeLeftHalfMadeIsUndone() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        let code = """
            import os, signal, sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("pragma journal_mode = delete")
            c.execute("pragma cache_size = 1")
            c.execute("begin")
            c.execute("create table half (x)")
            for n in range(3000): c.execute("insert into half values (randomblob(900))")
            os.kill(os.getpid(), signal.SIGKILL)
            """
        _ = try await Program.run(
            "/usr/bin/python3", ["-c", code, "\(scenario.mirror)/state.sqlite"])
        #expect(FileTree.exists("\(scenario.mirror)/state.sqlite-journal"))
        let status = try await scenario.run("status", scenario.mirror, "--json")
        expect(status, .tempfail)
        let run = try await scenario.sync()
        expect(run, .ok)
        #expect(run.warnings == [])
        #expect(!FileTree.exists("\(scenario.mirror)/state.sqlite-journal"))
        expect(try await scenario.run("gc", scenario.mirror, "--json"), .ok)
    }
}
