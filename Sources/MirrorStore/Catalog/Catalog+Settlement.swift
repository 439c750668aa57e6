import GRDB
import Primitives

extension Catalog {
    /// Makes real what jobs select, with what they were resolved to; waits for the disk.
    package func settleSelections() async throws(StoreError) {
        try await change { try Self.settleSelections($0) }
    }

    static func settleSelections(_ database: Database) throws {
        for sql in selectionMoves { try database.execute(sql: sql) }
        try clear(CatalogSchema.selectionTableNames, database)
    }

    /// The same for a publication that has yet to go live: what was there before is remembered until
    /// `recordSwap`.
    static func settleSelectionsForNow(_ database: Database) throws {
        try clear(CatalogSchema.formerTableNames, database)
        for sql in former + selectionMoves { try database.execute(sql: sql) }
    }

    /// Takes back what was settled for a publication that did not go live; waits for the disk.
    func restoreSelections() throws(StoreError) {
        try transact { database in for sql in Self.restoration { try database.execute(sql: sql) } }
    }

    private static let settled = "(SELECT project, job FROM temp.staged_selection)"

    private static let former = [
        """
        INSERT INTO temp.former_file SELECT project, job, filename, sha256, url, facts
            FROM main.selected_file WHERE (project, job) IN \(settled)
        """,
        """
        INSERT INTO temp.former_selection SELECT * FROM main.selection
            WHERE (project, job) IN \(settled)
        """,
        """
        INSERT INTO temp.former_setting SELECT key, value FROM main.setting
            WHERE key IN (SELECT key FROM temp.staged_setting)
        """,
    ]

    private static let restoration = [
        "DELETE FROM main.selected_file WHERE (project, job) IN \(settled)",
        "DELETE FROM main.selection WHERE (project, job) IN \(settled)",
        "DELETE FROM main.setting WHERE key IN (SELECT key FROM temp.staged_setting)",
        """
        INSERT INTO main.selected_file (project, job, filename, sha256, url, facts)
            SELECT project, job, filename, sha256, url, facts FROM temp.former_file
        """,
        "INSERT INTO main.selection SELECT * FROM temp.former_selection",
        "INSERT INTO main.setting (key, value) SELECT key, value FROM temp.former_setting",
        "INSERT OR IGNORE INTO main.stale SELECT project FROM temp.staged_selection",
    ]

    private static let selectionMoves = [
        "DELETE FROM main.selected_file AS f WHERE \(dropped)",
        """
        INSERT OR REPLACE INTO main.selected_file (project, job, filename, sha256, url, facts)
            SELECT project, job, filename, sha256, url, facts FROM \(present)
        """,
        """
        DELETE FROM main.selection AS s WHERE EXISTS (SELECT 1 FROM temp.staged_selection t
            WHERE t.project = s.project AND t.job = s.job AND t.is_withdrawal)
        """,
        """
        INSERT OR REPLACE INTO main.selection SELECT project, job, index_url, rules_digest,
            page_digest, due_at, is_incomplete, kept, held,
            CASE WHEN is_incomplete THEN waiting_since END
            FROM temp.staged_selection WHERE NOT is_withdrawal
        """,
        "INSERT OR REPLACE INTO main.setting SELECT key, value FROM temp.staged_setting",
    ]
}
