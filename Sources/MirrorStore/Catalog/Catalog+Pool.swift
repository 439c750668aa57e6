import GRDB
package import Primitives
package import PythonPackaging

extension Catalog {
    private static let noted = "sha256, filename, size, metadata_sha256, tls, hash_origin, added_at"
    private static let poolColumns = "\(noted), metadata_size"

    /// The same of the durable table, which older versions have without sizes.
    var keptPoolColumns: String { notesSizes ? Self.poolColumns : "\(Self.noted), NULL" }

    /// A file of the pool, as staged or as it stands; nil for one that was found lost.
    package func poolFile(sha256: String, filename: String) throws(StoreError) -> PoolFile? {
        let sql = """
            SELECT \(Self.poolColumns) FROM temp.staged_pool_file
            WHERE sha256 = ?1 AND filename = ?2
            UNION ALL SELECT \(keptPoolColumns) FROM main.pool_file
            WHERE sha256 = ?1 AND filename = ?2 AND (sha256, filename) NOT IN temp.lost_file
            LIMIT 1
            """
        return try run { database in
            try database.row(sql, [sha256, filename]).map(Self.poolFile)
        }
    }

    /// The pool's files of one name: more than one where an index replaced a file.
    package func poolFiles(named filename: String) throws(StoreError) -> [PoolFile] {
        try run { database in
            try database.rows(
                "SELECT \(keptPoolColumns) FROM main.pool_file WHERE filename = ?", [filename],
                Self.poolFile)
        }
    }

    /// The bytes that the mirror has under a name in a project: those that jobs select, else those
    /// that were published before, or never, and are still in the pool.
    package func content(
        named filename: String, of project: ProjectName
    ) throws(StoreError) -> [PoolFile] {
        let rows = try run { database in
            try database.rows(
                """
                SELECT \(keptPoolColumns), EXISTS (SELECT 1 FROM main.selected_file f
                    WHERE f.sha256 = p.sha256 AND f.filename = p.filename AND f.project = ?2)
                FROM main.pool_file p WHERE filename = ?1
                """, [filename, project.normalized]
            ) { (file: try Self.poolFile($0), isSelected: $0[8] as Bool) }
        }
        let selected = rows.filter(\.isSelected)
        if !selected.isEmpty || rows.isEmpty { return selected.map(\.file) }
        var shown: [PoolFile] = []
        for row in rows where try isOf(project, row.file) { shown.append(row.file) }
        return shown
    }

    /// Whether a page of the project showed a file that nobody selects. Of those that none ever
    /// showed their names tell whose they are.
    private func isOf(_ project: ProjectName, _ file: PoolFile) throws(StoreError) -> Bool {
        try run { database in
            let projects = try database.rows(
                """
                SELECT g.project FROM main.page_file r JOIN main.page g ON g.digest = r.digest
                WHERE r.sha256 = ?1 AND r.filename = ?2
                UNION SELECT project FROM main.selected_file WHERE sha256 = ?1 AND filename = ?2
                """, [file.sha256, file.filename]
            ) { try $0.project(0) }
            return projects.isEmpty || projects.contains(project)
        }
    }

    /// The SHA-256 of the pool's file of that name that has the digest, as far as it is recorded.
    package func sha256(of digest: Digest, named filename: String) throws(StoreError) -> String? {
        try run { try Self.recordedSHA256(of: digest, named: filename, $0) }
    }

    static func recordedSHA256(
        of digest: Digest, named filename: String, _ database: Database
    ) throws -> String? {
        try database.row(
            """
            SELECT sha256 FROM main.pool_digest WHERE algorithm = ?1 AND hex = ?2 AND filename = ?3
            UNION ALL SELECT sha256 FROM temp.staged_pool_digest
            WHERE algorithm = ?1 AND hex = ?2 AND filename = ?3 LIMIT 1
            """, [digest.algorithm.rawValue, digest.hex, filename])?[0]
    }

    /// Stages a further digest of a file of the pool.
    package func stage(digest: Digest, of file: PoolFile) throws(StoreError) {
        try staging { try Self.stage(digest, of: file, in: $0) }
    }

    private static func stage(
        _ digest: Digest, of file: PoolFile, in database: Database
    ) throws {
        try database.run(
            """
            INSERT OR REPLACE INTO temp.staged_pool_digest (algorithm, hex, filename, sha256)
            VALUES (?, ?, ?, ?)
            """, [digest.algorithm.rawValue, digest.hex, file.filename, file.sha256])
    }

    /// The pool's files whose names begin in a way, as those of one project's wheels do.
    package func poolFiles(namesBeginning prefix: String) throws(StoreError) -> [PoolFile] {
        try run { database in
            try database.rows(
                """
                SELECT \(keptPoolColumns) FROM main.pool_file
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
                SELECT \(keptPoolColumns) FROM main.pool_file WHERE (sha256, filename) > (?, ?)
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
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                file.sha256, file.filename, file.size, file.metadataSHA256, file.tls.rawValue,
                file.hashOrigin.rawValue, file.addedAt.microseconds, file.metadataSize,
            ])
        try database.run(
            "DELETE FROM temp.lost_file WHERE sha256 = ? AND filename = ?",
            [file.sha256, file.filename])
        for digest in file.otherDigests { try stage(digest, of: file, in: database) }
    }

    private static func settle(_ key: String, _ file: PoolFile, in database: Database) throws {
        try database.run(
            """
            UPDATE temp.staged_file SET sha256 = ?, is_missing = 0
            WHERE fetch_key = ? AND filename = ?
            """, [file.sha256, key, file.filename])
    }

    static func poolFile(_ row: Row) throws -> PoolFile {
        PoolFile(
            sha256: row[0], filename: row[1], size: row[2], metadataSHA256: row[3],
            metadataSize: row[7], tls: try row.choice(4), hashOrigin: try row.choice(5),
            addedAt: Instant(microseconds: row[6]))
    }
}
