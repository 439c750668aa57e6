import GRDB
import Primitives
import PythonPackaging
import SimpleIndex

extension Catalog {
    /// Staged files that are not in the pool, longest-waiting projects first, each download once.
    ///
    /// - Parameter position: of the last one of the batch before; files staged since then for
    ///   projects that wait longer come only when asked anew.
    package func pendingDownloads(
        after position: PendingDownload.Position? = nil, limit: Int = 200
    ) throws(StoreError) -> [PendingDownload] {
        try downloads(
            """
            SELECT \(Self.pendingColumns) FROM temp.staged_file s
            WHERE is_missing AND (waiting_since, id) > (?, ?) AND \(Self.isFirstOfItsKind)
            ORDER BY waiting_since, id LIMIT ?
            """, [position?.waitingSince ?? .min, position?.id ?? 0, limit])
    }

    /// Staged files that are not in the pool and said to have more bytes than so many, in all
    /// selections that name them.
    package func pendingDownloads(
        largerThan bytes: Int64
    ) throws(StoreError) -> [PendingDownload] {
        try downloads(
            """
            SELECT \(Self.pendingColumns) FROM temp.staged_file
            WHERE is_missing AND size > ? ORDER BY id
            """, [bytes])
    }

    private func downloads(
        _ sql: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [PendingDownload] {
        let rows = try run { database in
            try database.rows(sql, arguments, Self.pendingRow)
        }
        var downloads: [PendingDownload] = []
        for row in rows { downloads.append(try download(row)) }
        return downloads
    }

    /// The same bytes as other indexes list them, still missing.
    package func downloads(like other: PendingDownload) throws(StoreError) -> [PendingDownload] {
        try downloads(
            """
            SELECT \(Self.pendingColumns) FROM temp.staged_file
            WHERE is_missing AND fetch_key = ? AND filename = ? AND id != ?
            ORDER BY waiting_since, id
            """,
            [
                other.file.fetchKey(for: other.indexID), other.file.filename, other.position.id,
            ])
    }

    private static func pendingRow(_ row: Row) throws -> PendingRow {
        PendingRow(
            position: .init(waitingSince: row[0], id: row[1]), job: row[2],
            project: try row.project(3), index: row[4], sha256: row[5], form: row.bytes(6))
    }

    private struct PendingRow {
        let position: PendingDownload.Position
        let job: String
        let project: ProjectName
        let index: String
        let sha256: String?
        let form: [UInt8]
    }

    private func download(_ row: PendingRow) throws(StoreError) -> PendingDownload {
        let facts = try decoding("a file of \(row.project)") { () throws(StoredFormError) in
            try IndexFile(storedForm: row.form)
        }
        return PendingDownload(
            job: row.job, project: row.project, index: row.index,
            file: SelectedFile(sha256: row.sha256, facts: facts), position: row.position)
    }

    private static let pendingColumns =
        "waiting_since, id, job, project, index_url, sha256, facts"

    private static let isFirstOfItsKind = """
        NOT EXISTS (SELECT 1 FROM temp.staged_file o WHERE o.fetch_key = s.fetch_key
            AND o.filename = s.filename AND o.is_missing
            AND (o.waiting_since, o.id) < (s.waiting_since, s.id))
        """

    /// What the staged selections would change.
    package func stagedPlan() throws(StoreError) -> PlanSummary {
        let missing = "FROM temp.staged_file s WHERE is_missing AND \(Self.isFirstOfItsKind)"
        return try run { database in
            let totals = try database.row(
                "SELECT count(*), \(Self.totalSize), count(*) - count(size) \(missing)")
            let share = { (row: Row) in PlanSummary.Share(name: row[0], size: row[1]) }
            return PlanSummary(
                files: totals?[0] ?? 0, bytes: totals?[1] ?? 0, unknownSizes: totals?[2] ?? 0,
                biggestFiles: try database.rows(
                    """
                    SELECT filename, size \(missing) AND size IS NOT NULL
                    ORDER BY size DESC, filename LIMIT 5
                    """, [], share),
                biggestProjects: try database.rows(
                    """
                    SELECT project, \(Self.totalSize) AS total \(missing) AND size IS NOT NULL
                    GROUP BY project ORDER BY total DESC, project LIMIT 5
                    """, [], share),
                removedFiles: try database.number(
                    "SELECT count(*) FROM (\(Self.removedNames))"))
        }
    }

    /// Claimed sizes may add up to more than an integer holds: `total` counts in doubles.
    private static let totalSize = "CAST(min(total(size), 9e18) AS INTEGER)"
}
