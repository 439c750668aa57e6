import GRDB
package import Primitives
import PythonPackaging

extension Catalog {
    /// Makes durable what was learnt and fetched; what jobs select of it stays staged until it is
    /// published, or `settleSelections` is called.
    ///
    /// A selection of which files are missing keeps the files it had beside the new ones, and is
    /// marked incomplete; when none of the new ones is there, it stays as it was.
    ///
    /// - Parameter listsChanges: whether the summary names every file that comes or goes.
    /// - Returns: what the selections change.
    package func commit(
        at now: Instant, listsChanges: Bool = false
    ) async throws(StoreError) -> CommitSummary {
        try await change { database in
            try database.run(Self.markIncomplete)
            try database.execute(sql: Self.markStale)
            var summary = try Self.summary(database)
            if listsChanges {
                summary.changes = try Self.changes(database, countsMissing: false)
            }
            for sql in Self.moves { try database.execute(sql: sql) }
            try Self.moveFailures(database)
            try Self.moveEvents(database, now)
            try Self.clear(CatalogSchema.findingTableNames, database)
            return summary
        }
    }

    /// Forgets everything staged.
    package func discardStaged() throws(StoreError) {
        try staging {
            try Self.clear(
                CatalogSchema.findingTableNames + CatalogSchema.selectionTableNames, $0)
        }
    }

    /// Removes a job with all it selected.
    /// - Returns: whether there was such a job.
    package func forget(job: String) async throws(StoreError) -> Bool {
        try await change { try Self.forget(job: job, $0) }
    }

    /// - Returns: whether there was such a job.
    static func forget(job: String, _ database: Database) throws -> Bool {
        let projects = try database.number(
            "SELECT count(*) FROM main.selection WHERE job = ?", [job])
        try database.run(
            "INSERT OR IGNORE INTO main.stale SELECT project FROM main.selection WHERE job = ?",
            [job])
        for table in ["selection", "selected_file", "failure", "upstream", "upstream_page", "root"]
        {
            try database.run("DELETE FROM main.\(table) WHERE job = ?", [job])
        }
        return projects > 0
    }

    private static let markIncomplete = """
        UPDATE temp.staged_selection SET is_incomplete = 1
        WHERE EXISTS (SELECT 1 FROM temp.staged_file f WHERE f.is_missing
            AND f.project = staged_selection.project AND f.job = staged_selection.job)
        """

    private static let markStale = """
        INSERT OR IGNORE INTO stale SELECT project FROM temp.staged_selection;
        INSERT OR IGNORE INTO stale SELECT project FROM temp.staged_upstream
            WHERE form IS NOT NULL;
        INSERT OR IGNORE INTO stale SELECT f.project FROM temp.staged_pool_file p
            JOIN main.selected_file f ON f.sha256 = p.sha256 AND f.filename = p.filename;
        """

    /// Files that a selection has staged and that are there.
    static let present = "temp.staged_file WHERE NOT is_missing"

    /// Rows of `selected_file`, under the name `f`, that a whole selection no longer names.
    static let dropped = """
        (f.project, f.job) IN (SELECT project, job FROM temp.staged_selection
            WHERE NOT is_incomplete)
        AND NOT EXISTS (SELECT 1 FROM temp.staged_file n
            WHERE n.project = f.project AND n.job = f.job AND n.filename = f.filename)
        """

    /// Staged files, under the name `n`, that the selection did not have before.
    private static let added = """
        NOT n.is_missing AND NOT EXISTS (SELECT 1 FROM main.selected_file f
            WHERE f.project = n.project AND f.job = n.job AND f.filename = n.filename
            AND f.sha256 = n.sha256)
        """

    private static func summary(_ database: Database) throws -> CommitSummary {
        CommitSummary(
            addedFiles: try database.number(
                "SELECT count(*) FROM temp.staged_file n WHERE \(added)"),
            removedFiles: try database.number(
                "SELECT count(*) FROM main.selected_file f WHERE \(dropped)"),
            changedProjects: try database.rows(
                """
                SELECT n.project FROM temp.staged_file n WHERE \(added)
                UNION SELECT f.project FROM main.selected_file f WHERE \(dropped)
                """
            ) { try $0.project(0) })
    }

    private static let moves = [
        """
        INSERT OR REPLACE INTO main.upstream_page (project, job, index_url, form)
            SELECT project, job, index_url, form FROM temp.staged_upstream WHERE form IS NOT NULL
        """,
        """
        INSERT OR REPLACE INTO main.upstream SELECT project, job, index_url, access, etag,
            last_modified, page_digest, listing_size, status, accepted_at, gone_count, gone_since,
            gone_last, emptied_count, emptied_since, emptied_last, serial FROM temp.staged_upstream
        """,
        """
        INSERT OR REPLACE INTO main.root SELECT job, index_url, access, etag, last_modified, count,
            accepted_at, emptied_count, emptied_since, emptied_last, serial,
            coalesce(names, (SELECT r.names FROM main.root r
                WHERE r.job = s.job AND r.index_url = s.index_url)) FROM temp.staged_root s
        """,
        "INSERT OR REPLACE INTO main.pool_file SELECT * FROM temp.staged_pool_file",
        "INSERT OR REPLACE INTO main.pool_digest SELECT * FROM temp.staged_pool_digest",
    ]

    private static func moveFailures(_ database: Database) throws {
        try database.run(
            """
            INSERT OR REPLACE INTO main.failure (job, index_url, project, file, kind, message,
                since, attempts, last_at) \(stagedFailures)
            """)
        try database.run(
            """
            DELETE FROM main.failure AS f WHERE NOT EXISTS (SELECT 1 FROM temp.staged_failure s
                WHERE s.job = f.job AND s.project = f.project AND s.index_url = f.index_url
                AND s.file = f.file)
            AND (\(isOver))
            """)
    }

    /// The project of a failure, under the name `f`, was dealt with or is no longer wanted.
    private static let isOver = """
        EXISTS (SELECT 1 FROM temp.staged_listing l WHERE l.is_checked AND l.job = f.job
            AND l.project = f.project AND (f.project != '' OR l.index_url = f.index_url))
        OR EXISTS (SELECT 1 FROM temp.staged_selection t
            WHERE t.project = f.project AND t.job = f.job)
        """

    private static func moveEvents(_ database: Database, _ now: Instant) throws {
        try database.run(
            "INSERT INTO main.event (at, project, file, event) SELECT * FROM temp.staged_event")
        let year: Duration = .seconds(366 * 86_400)
        try database.run("DELETE FROM main.event WHERE at < ?", [(now - year).microseconds])
    }

    static func clear(_ tables: [String], _ database: Database) throws {
        for table in tables {
            try database.execute(sql: "DELETE FROM temp.\(table)")
        }
    }
}
