import GRDB
import GRDBSQLite
import Primitives
import Synchronization

/// What the mirror knows between runs: a SQLite database with one writer and any number of readers.
///
/// A run stages what it learns and decides in temporary tables, which works on a catalog opened for
/// reading as well, and `commit` makes all of it durable at once. Methods without `async` are
/// short; they may be called from any task.
package final class Catalog: Sendable {
    package enum Mode: Hashable, Sendable {
        /// By the holder of the mirror's lock.
        case write
        /// By anybody who may read the file, also while a run writes.
        case read
    }

    let queue: DatabaseQueue
    /// The database's path, `:memory:` for one that is not kept.
    let path: String
    package let mode: Mode
    /// Tables, or what stands for them in a catalog of an older version that is only read.
    let indexTables: (upstream: String, page: String, root: String)
    /// Whether sizes are noted of what stands beside files, and of pages.
    let notesSizes: Bool
    /// Nothing stood there when it was opened, or nothing with tables in it.
    package let isNew: Bool
    private let patience: LockPatience
    /// Calls since the transaction around temporary tables was begun; used on the queue only.
    private let staged = Atomic(0)

    /// - Parameter version: of what was found; 0 for nothing.
    private init(
        queue: DatabaseQueue, path: String, mode: Mode, version: Int, patience: LockPatience
    ) {
        self.queue = queue
        self.path = path
        self.mode = mode
        self.patience = patience
        isNew = version == 0
        let present = mode == .write ? CatalogSchema.version : version
        notesSizes = present >= 4
        let old = CatalogSchema.indexTables()
        indexTables =
            present < 3
            ? ("(\(old.upstream))", "(\(old.page))", "(\(old.root))")
            : ("main.upstream", "main.upstream_page", "main.root")
    }

    /// Whether the mirror has a catalog.
    package static func exists(
        _ layout: MirrorLayout, disk: any Disk = SystemDisk()
    ) throws(StoreError) -> Bool {
        try disk.status(layout.catalog).map { $0.kind != .file || $0.size > 0 } ?? false
    }

    /// Opens the catalog; for writing it is made where it is missing.
    /// - Parameter isMade: whether to make one; else there has to be one.
    /// - Throws: `newerCatalog`, `damagedCatalog`, `missingCatalog`, `unfinishedCatalog`, `disk`.
    package static func open(
        _ layout: MirrorLayout, _ mode: Mode, isMade: Bool = true, disk: any Disk = SystemDisk()
    ) throws(StoreError) -> Catalog {
        let path = layout.catalog
        for name in ["", "-wal", "-shm", "-journal"].map({ path + $0 }) {
            guard let found = try disk.status(name)?.kind, found != .file else { continue }
            throw StoreError(.inTheWay(found: found, wanted: .file), operation: "open", path: name)
        }
        let patience = LockPatience()
        // The version is read through a connection that cannot write, so that a newer catalog
        // stays as it is to the last byte.
        let version = try exists(layout, disk: disk) ? version(of: path, mode, patience) : 0
        if version == 0, mode == .read || !isMade {
            throw StoreError(.missingCatalog, operation: "open the catalog", path: path)
        }
        // SQLite gives its other files the mode of the database.
        if mode == .write {
            _ = try disk.openForUpdate(path, mode: MirrorLayout.sharedFile)
        }
        return try connecting(path) {
            let queue =
                mode == .write
                ? try DatabaseQueue(
                    path: address(of: path), configuration: configuration(.write, patience))
                : try readingQueue(path, patience)
            try queue.unsafeRead { database in
                try telling(database, path) {
                    if mode == .write {
                        try CatalogSchema.prepareForWriting(database, from: version)
                    }
                    try CatalogSchema.createStagingTables(database)
                }
            }
            return Catalog(
                queue: queue, path: path, mode: mode, version: version, patience: patience)
        }
    }

    /// A catalog in memory: for plans where none exists yet.
    package static func scratch() throws(StoreError) -> Catalog {
        let patience = LockPatience()
        return try connecting(":memory:") {
            let queue = try DatabaseQueue(configuration: configuration(.write, patience))
            try queue.unsafeRead { database in
                try CatalogSchema.create(database)
                try CatalogSchema.createStagingTables(database)
            }
            return Catalog(
                queue: queue, path: ":memory:", mode: .write, version: 0, patience: patience)
        }
    }

    /// A copy in memory, which may be written to where the catalog may not.
    package func copy() async throws(StoreError) -> Catalog {
        let (queue, path) = (queue, path)
        return try await DiskQueue.run { () throws(StoreError) in
            try Self.connecting(path) {
                let patience = LockPatience()
                let copy = try DatabaseQueue(configuration: Self.configuration(.write, patience))
                try queue.backup(to: copy)
                let version = try copy.unsafeRead { database in
                    let version = try CatalogSchema.checkedVersion(database)
                    try CatalogSchema.prepareForWriting(database, from: version)
                    try CatalogSchema.createStagingTables(database)
                    return version
                }
                return Catalog(
                    queue: copy, path: path, mode: .write, version: version, patience: patience)
            }
        }
    }

    /// Closes the connection; the write-ahead log is emptied first but stays for other readers.
    package func close() async throws(StoreError) {
        let (queue, path, mode, patience) = (queue, path, mode, patience)
        try await DiskQueue.run { () throws(StoreError) in
            try Self.connecting(path) {
                try queue.unsafeRead { database in
                    try Self.telling(database, path) {
                        try Self.endStaging(database)
                        guard mode == .write else { return }
                        // What readers still need stays in the log for the next run.
                        patience.shorten(to: .milliseconds(500))
                        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                    }
                }
                try queue.close()
            }
        }
    }

    /// Ends the statement that is at work, which then throws `interrupted`.
    package func interrupt() { queue.interrupt() }

    /// Looks through the whole database for damage.
    /// - Throws: `damagedCatalog` with SQLite's first finding.
    package func check() async throws(StoreError) {
        try await offPool { database in
            let finding = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
            guard finding != "ok" else { return }
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: finding ?? "no answer")
        }
    }

    /// Moves a damaged catalog out of the way, for people to look at.
    /// - Returns: its new path.
    @discardableResult
    package static func setAside(
        _ layout: MirrorLayout, stamp: String, disk: any Disk = SystemDisk()
    ) throws(StoreError) -> String {
        let target = "\(layout.catalog).damaged-\(stamp)"
        for suffix in ["-wal", "-shm", "-journal", ""]
        where try disk.status(layout.catalog + suffix) != nil {
            try disk.rename(layout.catalog + suffix, to: target + suffix)
        }
        return target
    }

    private static func version(
        of path: String, _ mode: Mode, _ patience: LockPatience
    ) throws(StoreError) -> Int {
        let version: Int
        do throws(StoreError) {
            version = try knownVersion(of: path, mode, patience)
        } catch  where error.code == .unfinishedCatalog && mode == .write {
            try undoUnfinished(path, patience)
            version = try knownVersion(of: path, mode, patience)
        }
        guard version <= CatalogSchema.version else {
            throw StoreError(
                .newerCatalog(found: version, known: CatalogSchema.version),
                operation: "open the catalog", path: path)
        }
        return version
    }

    private static func knownVersion(
        of path: String, _ mode: Mode, _ patience: LockPatience
    ) throws(StoreError) -> Int {
        try connecting(path) {
            // After a crash the log has to be recovered into the shared memory, which the holder of
            // the mirror's lock may write.
            let queue =
                mode == .write
                ? try DatabaseQueue(
                    path: address(of: path), configuration: configuration(.read, patience))
                : try readingQueue(path, patience)
            defer { try? queue.close() }
            return try queue.unsafeRead { database in
                try telling(database, path) { try CatalogSchema.checkedVersion(database) }
            }
        }
    }

    /// Lets SQLite roll back what a journal beside the database says was begun and not ended
    /// (sqlite.org/lockingv3.html, Hot journals), which takes a connection that may write.
    private static func undoUnfinished(
        _ path: String, _ patience: LockPatience
    ) throws(StoreError) {
        try connecting(path) {
            let queue = try DatabaseQueue(
                path: address(of: path), configuration: configuration(.write, patience))
            try queue.close()
        }
    }

    /// A connection that writes nothing, not even into the shared memory beside the database.
    ///
    /// Other connections of this process to the same catalog would share that restraint: those for
    /// reading are to be closed before one for writing is opened.
    /// The path as an address, in which it may be made of any bytes.
    static func address(of path: String) -> String {
        "file:" + PercentEncoding.encode(path, keeping: "/")
    }

    private static func readingQueue(
        _ path: String, _ patience: LockPatience
    ) throws -> DatabaseQueue {
        let configuration = configuration(.read, patience)
        let address = address(of: path)
        let logSize = try SystemDisk().status(path + "-wal")?.size ?? 0
        do {
            // A log of nothing but its header, left by a run that was killed as it began to write:
            // SQLite would look for its index for ten seconds and give up.
            guard logSize != logHeaderSize else {
                throw DatabaseError(resultCode: .SQLITE_PROTOCOL)
            }
            return try DatabaseQueue(
                path: address + "?readonly_shm=1", configuration: configuration)
        } catch let error as DatabaseError where isUnreachable(error) {
            // A mirror that was copied may lack the shared memory, which can be made anew, or is
            // not needed where the log is empty (sqlite.org/wal.html, Read-Only Databases).
        }
        do {
            return try DatabaseQueue(path: address, configuration: configuration)
        } catch let error as DatabaseError where isUnreachable(error) {
            guard logSize <= logHeaderSize else { throw error }
            return try DatabaseQueue(path: address + "?immutable=1", configuration: configuration)
        }
    }

    /// In bytes (sqlite.org/fileformat2.html, The Write-Ahead Log).
    private static let logHeaderSize: Int64 = 32

    private static func isUnreachable(_ error: DatabaseError) -> Bool {
        [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PROTOCOL].contains(error.resultCode)
            && error.extendedResultCode != .SQLITE_READONLY_ROLLBACK
    }

    private static func configuration(_ mode: Mode, _ patience: LockPatience) -> Configuration {
        FileFaults.watch()
        var configuration = Configuration()
        configuration.readonly = mode == .read
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .callback { patience.mayWait(afterAttempts: $0) }
        configuration.label = "wheelbarrow.catalog"
        configuration.prepareDatabase { database in
            // Without this SQLite deletes the log with its last connection, and users who may not
            // write into the mirror could not open the catalog any more
            // (sqlite.org/c3ref/c_fcntl_begin_atomic_write.html, SQLITE_FCNTL_PERSIST_WAL).
            var persists: CInt = 1
            let code = unsafe sqlite3_file_control(
                database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &persists)
            if code != SQLITE_OK, code != SQLITE_NOTFOUND {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
            // Temporary tables go to a file only beyond 16 MiB, their journal never does: a run
            // writes to them row by row.
            try database.execute(
                sql: "PRAGMA temp.cache_size = -16384; PRAGMA temp.journal_mode = MEMORY")
        }
        return configuration
    }
}

extension Catalog {
    /// Runs short statements on the connection, each its own transaction.
    func run<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try Self.connecting(path) {
            try queue.unsafeRead { database in
                try Self.telling(database, path) { try body(database) }
            }
        }
    }

    /// Runs statements that change temporary tables only.
    ///
    /// SQLite looks through all pages in hand at the end of each transaction, so a transaction
    /// stays open for a few hundred of these calls.
    func staging<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try run { database in
            if !database.isInsideTransaction {
                try database.run("BEGIN")
                staged.store(0, ordering: .relaxed)
            }
            let value = try body(database)
            let count = staged.wrappingAdd(1, ordering: .relaxed).newValue
            if count >= Self.stagedAtOnce { try database.run("COMMIT") }
            return value
        }
    }

    private static let stagedAtOnce = 500

    /// Runs statements that change the durable tables, all or none of them; waits for the disk.
    func transact<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        guard mode == .write else {
            throw StoreError(.readOnlyCatalog, operation: "write to", path: path)
        }
        return try run { database in
            try Self.endStaging(database)
            var value: Value?
            try database.inTransaction(.immediate) {
                value = try body(database)
                return .commit
            }
            guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return value
        }
    }

    private static func endStaging(_ database: Database) throws {
        if database.isInsideTransaction { try database.run("COMMIT") }
    }

    /// The same, away from the task pool.
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await DiskQueue.run { () throws(StoreError) in try self.transact(body) }
    }

    /// Runs long reads away from the task pool.
    func offPool<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await DiskQueue.run { () throws(StoreError) in try self.run(body) }
    }

    static func connecting<Value>(
        _ path: String, _ body: () throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try FileFaults.outlivingSignals(body)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, fault: FileFaults.last)
        } catch {
            throw StoreError(
                .rejectedStatement, operation: "use the catalog", path: path, reason: "\(error)")
        }
    }

    /// Turns what goes wrong on a connection into an error that knows what the system said.
    static func telling<Value>(
        _ database: Database, _ path: String, _ body: () throws -> Value
    ) throws -> Value {
        do {
            FileFaults.forget()
            return try body()
        } catch let error as DatabaseError {
            let number = unsafe sqlite3_system_errno(database.sqliteConnection)
            let fault = FileFaults.last ?? (number == 0 ? nil : FileFault(errno: number, path: nil))
            throw StoreError(error, path: path, fault: fault)
        }
    }
}
