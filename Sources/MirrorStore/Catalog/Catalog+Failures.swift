import GRDB
import Primitives
import PythonPackaging

extension Catalog {
    /// What the jobs could not do in their last runs, longest-standing first.
    /// - Parameter job: nil for all jobs.
    package func failures(ofJob job: String? = nil) throws(StoreError) -> [FailureRecord] {
        try run { database in
            try database.rows(
                """
                SELECT job, index_url, project, file, kind, message, since, attempts, last_at
                FROM main.failure WHERE ?1 IS NULL OR job = ?1 ORDER BY since, project, file
                """, [job], Self.failureRecord)
        }
    }

    /// What this run could not do so far, counted on from the runs before.
    package func stagedFailures() throws(StoreError) -> [FailureRecord] {
        try run { database in
            try database.rows(Self.stagedFailures, [], Self.failureRecord)
        }
    }

    /// Stages something that this run could not do.
    package func stage(failure: FailureRecord) throws(StoreError) {
        try staging { database in
            try database.run(
                """
                INSERT OR REPLACE INTO temp.staged_failure
                    (job, project, index_url, file, kind, message, last_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    failure.job, failure.project?.normalized ?? "", failure.index,
                    failure.file ?? "", failure.kind, failure.message,
                    failure.lastAt.microseconds,
                ])
        }
    }

    /// Stages that a failure of an earlier run is over, unless this run fails the same way.
    package func stageEnd(of failure: FailureRecord) throws(StoreError) {
        try stageListing(
            job: failure.job, index: failure.index, project: failure.project, checked: true)
    }

    /// Forgets what a job could not do.
    package func endFailures(ofJob job: String) async throws(StoreError) {
        try await change { database in
            try database.run("DELETE FROM main.failure WHERE job = ?", [job])
        }
    }

    static let stagedFailures = """
        SELECT s.job, s.index_url, s.project, s.file, s.kind, s.message,
            coalesce(f.since, s.last_at), coalesce(f.attempts, 0) + 1, s.last_at
        FROM temp.staged_failure s LEFT JOIN main.failure f ON f.job = s.job
            AND f.project = s.project AND f.index_url = s.index_url AND f.file = s.file
        ORDER BY s.project, s.file
        """

    private static func failureRecord(_ row: Row) throws -> FailureRecord {
        let file: String = row[3]
        return FailureRecord(
            job: row[0], index: row[1], project: try row.optionalProject(2),
            file: file.isEmpty ? nil : file, kind: row[4], message: row[5],
            since: Instant(microseconds: row[6]), attempts: row[7],
            lastAt: Instant(microseconds: row[8]))
    }
}
