import GRDB
import Primitives
import PythonPackaging

extension Catalog {
    private static let poolColumns =
        "sha256, filename, size, metadata_sha256, tls, hash_origin, added_at"

    /// A file of the pool, as staged or as it stands.
    package func poolFile(sha256: String, filename: String) throws(StoreError) -> PoolFile? {
        let sql = """
            SELECT \(Self.poolColumns) FROM temp.staged_pool_file
            WHERE sha256 = ?1 AND filename = ?2
            UNION ALL SELECT \(Self.poolColumns) FROM main.pool_file
            WHERE sha256 = ?1 AND filename = ?2 LIMIT 1
            """
        return try run { database in
            try database.row(sql, [sha256, filename]).map(Self.poolFile)
        }
    }

    /// The pool's files of one name: more than one where an index replaced a file.
    package func poolFiles(named filename: String) throws(StoreError) -> [PoolFile] {
        try run { database in
            try database.rows(
                "SELECT \(Self.poolColumns) FROM main.pool_file WHERE filename = ?", [filename],
                Self.poolFile)
        }
    }

    /// The pool's files whose names begin in a way, as those of one project's wheels do.
    package func poolFiles(namesBeginning prefix: String) throws(StoreError) -> [PoolFile] {
        try run { database in
            try database.rows(
                """
                SELECT \(Self.poolColumns) FROM main.pool_file
                WHERE filename >= ?1 AND filename < ?1 || char(0x10FFFF)
                """, [prefix], Self.poolFile)
        }
    }

    /// The pool's files in order of digest and name, a batch at a time.
    /// - Parameter file: the last one of the batch before.
    package func poolFiles(
        after file: PoolFile? = nil, limit: Int = 500
    ) throws(StoreError) -> [PoolFile] {
        try run { database in
            try database.rows(
                """
                SELECT \(Self.poolColumns) FROM main.pool_file WHERE (sha256, filename) > (?, ?)
                ORDER BY sha256, filename LIMIT ?
                """, [file?.sha256 ?? "", file?.filename ?? "", limit], Self.poolFile)
        }
    }

    /// Stages a file that now stands in the pool; staged selections that wait for its digest and
    /// name wait no longer.
    package func stage(poolFile file: PoolFile) throws(StoreError) {
        try staging { database in
            try Self.stage(file, in: database)
            try Self.settle("sha256:\(file.sha256)", file, in: database)
        }
    }

    /// Stages the file that came of a download: every staged selection that waits for the same
    /// download has it now.
    package func stage(
        poolFile file: PoolFile, settling download: PendingDownload
    ) throws(StoreError) {
        try staging { database in
            try Self.stage(file, in: database)
            try Self.settle(download.file.fetchKey(for: download.indexID), file, in: database)
        }
    }

    private static func stage(_ file: PoolFile, in database: Database) throws {
        try database.run(
            """
            INSERT OR REPLACE INTO temp.staged_pool_file (\(poolColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                file.sha256, file.filename, file.size, file.metadataSHA256, file.tls.rawValue,
                file.hashOrigin.rawValue, file.addedAt.microseconds,
            ])
        for digest in file.otherDigests {
            try database.run(
                """
                INSERT OR REPLACE INTO temp.staged_pool_digest (algorithm, hex, filename, sha256)
                VALUES (?, ?, ?, ?)
                """, [digest.algorithm.rawValue, digest.hex, file.filename, file.sha256])
        }
    }

    private static func settle(_ key: String, _ file: PoolFile, in database: Database) throws {
        try database.run(
            """
            UPDATE temp.staged_file SET sha256 = ?, is_missing = 0
            WHERE fetch_key = ? AND filename = ?
            """, [file.sha256, key, file.filename])
    }

    private static func poolFile(_ row: Row) throws -> PoolFile {
        PoolFile(
            sha256: row[0], filename: row[1], size: row[2], metadataSHA256: row[3],
            tls: try row.choice(4), hashOrigin: try row.choice(5),
            addedAt: Instant(microseconds: row[6]))
    }
}
