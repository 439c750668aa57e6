import GRDB
package import Primitives
package import PythonPackaging

extension Catalog {
    /// Stages an event, so that it is kept only with what it tells of.
    package func stage(event: CatalogEvent) throws(StoreError) {
        try staging { database in
            try database.run(
                "INSERT INTO temp.staged_event (at, project, file, event) VALUES (?, ?, ?, ?)",
                [
                    event.at.microseconds, event.project?.normalized, event.file, event.event,
                ])
        }
    }

    /// The newest events, newest first.
    /// - Parameter project: nil for all.
    package func events(
        of project: ProjectName? = nil, limit: Int = 100
    ) throws(StoreError) -> [CatalogEvent] {
        try run { database in
            try database.rows(
                """
                SELECT at, project, file, event FROM main.event
                WHERE ?1 IS NULL OR project = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2
                """, [project?.normalized, limit]
            ) { row in
                CatalogEvent(
                    at: Instant(microseconds: row[0]), project: try row.optionalProject(1),
                    file: row[2], event: row[3])
            }
        }
    }

    /// Keeps the record of a finished run; the newest thousand stay.
    package func append(run record: RunRecord) async throws(StoreError) {
        try await change { database in
            try database.run(
                """
                INSERT INTO run (started_at, ended_at, job, outcome, exit_code, summary)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    record.startedAt.microseconds, record.endedAt.microseconds, record.job,
                    record.outcome, record.exitCode, record.summary,
                ])
            try database.run("DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - 1000")
        }
    }

    /// The newest runs, newest first.
    package func runs(limit: Int = 10) throws(StoreError) -> [RunRecord] {
        try runs("ORDER BY id DESC LIMIT ?", [limit])
    }

    /// The run that finished last.
    /// - Parameter job: nil for all jobs.
    package func lastRun(ofJob job: String? = nil) throws(StoreError) -> RunRecord? {
        try runs("WHERE \(Self.isOfJob) ORDER BY id DESC LIMIT 1", [job]).first
    }

    /// Whether a run that was under way then left its record.
    package func hasRun(at instant: Instant) throws(StoreError) -> Bool {
        let sql = "SELECT 1 FROM main.run WHERE ended_at >= ?1 AND started_at <= ?1 LIMIT 1"
        return try run { try $0.row(sql, [instant.microseconds]) != nil }
    }

    /// When a run of the job, alone or with others, ended last.
    package func lastEnd(ofJob job: String) throws(StoreError) -> Instant? {
        let sql =
            "SELECT max(ended_at) FROM main.run WHERE instr(' ' || job || ' ', ' ' || ? || ' ')"
        return try run { try $0.row(sql, [job])?.instant(0) }
    }

    /// The last run that succeeded, in part at least.
    package func lastSuccess(ofJob job: String? = nil) throws(StoreError) -> RunRecord? {
        let codes = RunRecord.successCodes.map(String.init).joined(separator: ", ")
        return try runs(
            """
            WHERE \(Self.isOfJob) AND exit_code IN (\(codes)) ORDER BY id DESC LIMIT 1
            """, [job]
        ).first
    }

    /// A run may have been one of several jobs.
    private static let isOfJob =
        "(?1 IS NULL OR instr(' ' || job || ' ', ' ' || ?1 || ' ') > 0)"

    private func runs(
        _ clause: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [RunRecord] {
        let sql =
            "SELECT started_at, ended_at, job, outcome, exit_code, summary FROM main.run \(clause)"
        return try run { database in
            try database.rows(sql, arguments) { row in
                RunRecord(
                    startedAt: Instant(microseconds: row[0]),
                    endedAt: Instant(microseconds: row[1]), job: row[2], outcome: row[3],
                    exitCode: row[4], summary: row[5])
            }
        }
    }

    /// A value that outlives the run: settings last used, counters.
    package func setting(_ key: String) throws(StoreError) -> String? {
        try run { database in
            try database.row("SELECT value FROM main.setting WHERE key = ?", [key])?[0]
        }
    }

    /// The values under all keys that begin in a way, by key.
    package func settings(beginning prefix: String) throws(StoreError) -> [String: String] {
        let rows: [(String, String)] = try run { database in
            try database.rows(
                "SELECT key, value FROM main.setting WHERE substr(key, 1, length(?1)) = ?1",
                [prefix]
            ) { ($0[0], $0[1]) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Stages a value that is kept once what is selected is published.
    package func stage(setting value: String, for key: String) throws(StoreError) {
        try staging { database in
            try database.run(
                "INSERT OR REPLACE INTO temp.staged_setting (key, value) VALUES (?, ?)",
                [key, value])
        }
    }

    /// Keeps values under their keys; nil removes one.
    package func set(_ settings: [String: String?]) async throws(StoreError) {
        try await change { database in
            for (key, value) in settings {
                if let value {
                    try database.run(
                        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", [key, value])
                } else {
                    try database.run("DELETE FROM setting WHERE key = ?", [key])
                }
            }
        }
    }
}
