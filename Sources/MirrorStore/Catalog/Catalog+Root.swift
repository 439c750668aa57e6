import FoundationEssentials
import GRDB
import Primitives
package import PythonPackaging

extension Catalog {
    private static let rootColumns = """
        job, index_url, access, etag, last_modified, count, accepted_at, \
        emptied_count, emptied_since, emptied_last, serial
        """

    /// What is known of an index's list of projects, as staged or as it stands.
    package func root(of index: IndexID) throws(StoreError) -> RootRecord? {
        let sql = """
            SELECT \(Self.rootColumns) FROM temp.staged_root
            WHERE job = ?1 AND index_url = ?2
            UNION ALL SELECT \(Self.rootColumns) FROM \(indexTables.root)
            WHERE job = ?1 AND index_url = ?2 LIMIT 1
            """
        return try run { database in
            try database.row(sql, [index.job, index.url]).map { row in
                RootRecord(
                    index: index, access: row[2], etag: row[3], lastModified: row[4],
                    count: row[5], acceptedAt: row.instant(6), emptied: row.streak(7),
                    serial: row[10])
            }
        }
    }

    /// The names on the list that was last accepted, sorted; nil when none was.
    package func rootNames(of index: IndexID) throws(StoreError) -> [ProjectName]? {
        let sql = """
            SELECT names FROM temp.staged_root
            WHERE job = ?1 AND index_url = ?2 AND names IS NOT NULL
            UNION ALL SELECT names FROM \(indexTables.root)
            WHERE job = ?1 AND index_url = ?2 AND names IS NOT NULL LIMIT 1
            """
        let names: [UInt8]? = try run { database in
            try database.row(sql, [index.job, index.url]).map { $0.bytes(0) }
        }
        guard let names else { return nil }
        return names.split(separator: UInt8(ascii: "\n")).compactMap { line in
            ProjectName(String(decoding: line, as: UTF8.self))
        }
    }

    /// Stages what this run learnt of an index's list of projects.
    /// - Parameter names: a newly accepted list, which sets the record's count; nil keeps the one
    ///   that was accepted before.
    package func stage(
        root record: RootRecord, names: [ProjectName]? = nil
    ) throws(StoreError) {
        let lines = names.map { names in
            Data(names.sorted().map(\.normalized).joined(separator: "\n").utf8)
        }
        let arguments: StatementArguments = [
            record.index.job, record.index.url, record.access, record.etag,
            record.lastModified, names?.count ?? record.count,
            record.acceptedAt?.microseconds, record.emptied?.count,
            record.emptied?.since.microseconds, record.emptied?.last.microseconds, record.serial,
            lines,
        ]
        try staging { database in
            try database.run(
                """
                INSERT INTO temp.staged_root (\(Self.rootColumns), names)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (job, index_url) DO UPDATE SET access = excluded.access,
                    etag = excluded.etag, serial = excluded.serial, last_modified = excluded.last_modified, count = excluded.count,
                    accepted_at = excluded.accepted_at, emptied_count = excluded.emptied_count,
                    emptied_since = excluded.emptied_since, emptied_last = excluded.emptied_last,
                    names = coalesce(excluded.names, names)
                """, arguments)
        }
    }

    /// Takes back what this run staged of an index's list of projects.
    package func unstageRoot(of index: IndexID) throws(StoreError) {
        try staging { database in
            try database.run(
                "DELETE FROM temp.staged_root WHERE job = ? AND index_url = ?",
                [index.job, index.url])
        }
    }
}
