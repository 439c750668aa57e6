import FoundationEssentials
import GRDB
import Primitives
package import PythonPackaging

extension Catalog {
    private static let rootColumns = """
        index_url, etag, last_modified, count, accepted_at, \
        emptied_count, emptied_since, emptied_last
        """

    /// What is known of an index's list of projects, as staged or as it stands.
    package func root(of index: String) throws(StoreError) -> RootRecord? {
        let sql = """
            SELECT \(Self.rootColumns) FROM temp.staged_root WHERE index_url = ?1
            UNION ALL SELECT \(Self.rootColumns) FROM main.root WHERE index_url = ?1 LIMIT 1
            """
        return try run { database in
            try database.row(sql, [index]).map { row in
                RootRecord(
                    index: row[0], etag: row[1], lastModified: row[2], count: row[3],
                    acceptedAt: row.instant(4), emptied: row.streak(5))
            }
        }
    }

    /// The names on the list that was last accepted, sorted; nil when none was.
    package func rootNames(of index: String) throws(StoreError) -> [ProjectName]? {
        let sql = """
            SELECT names FROM temp.staged_root WHERE index_url = ?1 AND names IS NOT NULL
            UNION ALL SELECT names FROM main.root WHERE index_url = ?1 AND names IS NOT NULL
            LIMIT 1
            """
        let names: [UInt8]? = try run { database in
            try database.row(sql, [index]).map { $0.bytes(0) }
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
            record.index, record.etag, record.lastModified, names?.count ?? record.count,
            record.acceptedAt?.microseconds, record.emptied?.count,
            record.emptied?.since.microseconds, record.emptied?.last.microseconds, lines,
        ]
        try staging { database in
            try database.run(
                """
                INSERT INTO temp.staged_root (\(Self.rootColumns), names)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (index_url) DO UPDATE SET etag = excluded.etag,
                    last_modified = excluded.last_modified, count = excluded.count,
                    accepted_at = excluded.accepted_at, emptied_count = excluded.emptied_count,
                    emptied_since = excluded.emptied_since, emptied_last = excluded.emptied_last,
                    names = coalesce(excluded.names, names)
                """, arguments)
        }
    }
}
