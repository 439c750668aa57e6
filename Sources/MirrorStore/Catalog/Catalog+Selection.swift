import FoundationEssentials
import GRDB
package import Primitives
package import PythonPackaging
import SimpleIndex

extension Catalog {
    /// The name under which a rebuilt catalog keeps what was published, until the jobs have had
    /// time to select it again; no job bears it.
    static let rebuiltJob = ""

    private static let selectionColumns = """
        job, project, index_url, rules_digest, page_digest, due_at, is_incomplete, kept, held, \
        waiting_since
        """

    /// What the job took of the project when it was last published; incomplete also where a file
    /// of it was found lost.
    package func selection(
        job: String, project: ProjectName
    ) throws(StoreError) -> SelectionRecord? {
        try run { database in
            let key: StatementArguments = [project.normalized, job]
            var record = try database.row(
                """
                SELECT \(Self.selectionColumns) FROM main.selection
                WHERE project = ? AND job = ?
                """, key
            ).map(Self.selectionRecord)
            let lost = "SELECT 1 FROM temp.lost_project WHERE project = ? AND job = ?"
            if try database.row(lost, key) != nil { record?.isIncomplete = true }
            return record
        }
    }

    /// The committed selections of a project by all jobs, in order of their names.
    package func selections(of project: ProjectName) throws(StoreError) -> [SelectionRecord] {
        try run { database in
            try database.rows(
                """
                SELECT \(Self.selectionColumns) FROM main.selection
                WHERE project = ? AND job != '\(Self.rebuiltJob)' ORDER BY job
                """, [project.normalized], Self.selectionRecord)
        }
    }

    /// The projects of a job, sorted, a batch at a time.
    /// - Parameter project: the last one of the batch before.
    package func projects(
        ofJob job: String, after project: ProjectName? = nil, limit: Int = 1000
    ) throws(StoreError) -> [ProjectName] {
        try run { database in
            try database.rows(
                """
                SELECT project FROM main.selection WHERE job = ? AND project > ?
                ORDER BY project LIMIT ?
                """, [job, project?.normalized ?? "", limit]
            ) { try $0.project(0) }
        }
    }

    /// The jobs that feed the mirror.
    package func jobs() throws(StoreError) -> [String] {
        try run { database in
            try database.rows(
                """
                SELECT DISTINCT job FROM main.selection WHERE job != '\(Self.rebuiltJob)'
                ORDER BY job
                """
            ) { $0[0] }
        }
    }

    /// The files that the job has selected of the project, all of them in the pool.
    ///
    /// A job that has selected nothing of it yet is told what was published before the catalog was
    /// rebuilt, where it was.
    package func selectedFiles(
        job: String, project: ProjectName
    ) throws(StoreError) -> [SelectedFile] {
        let sql = "SELECT sha256, facts FROM main.selected_file WHERE project = ? AND job = ?"
        let files = try selectedFiles(sql, job, project)
        return files.isEmpty ? try selectedFiles(sql, Self.rebuiltJob, project) : files
    }

    /// How many files the job has selected, all of them in the pool.
    package func selectedFileCount(ofJob job: String) throws(StoreError) -> Int {
        try run { try $0.number("SELECT count(*) FROM main.selected_file WHERE job = ?", [job]) }
    }

    /// The same once what is staged is real.
    package func comingFileCount(ofJob job: String) throws(StoreError) -> Int {
        try run { try $0.number("SELECT count(*) FROM temp.coming_file WHERE job = ?", [job]) }
    }

    /// How many projects the job has selected files of.
    package func selectedProjectCount(ofJob job: String) throws(StoreError) -> Int {
        try run {
            try $0.number(
                "SELECT count(DISTINCT project) FROM main.selected_file WHERE job = ?", [job])
        }
    }

    /// Whether the job has a file, in the pool or not, once what is staged is committed.
    package func willHaveFiles(ofJob job: String) throws(StoreError) -> Bool {
        try run { database in
            try database.row(
                """
                SELECT 1 FROM temp.staged_file WHERE job = ?1
                UNION ALL SELECT 1 FROM main.selected_file f
                WHERE f.job = ?1 AND NOT EXISTS (SELECT 1 FROM temp.staged_selection s
                    WHERE s.project = f.project AND s.job = f.job AND NOT s.is_incomplete)
                LIMIT 1
                """, [job]) != nil
        }
    }

    /// What the job takes of the project once what is staged is real; nil where nothing is staged.
    package func stagedSelection(
        job: String, project: ProjectName
    ) throws(StoreError) -> SelectionRecord? {
        try run { database in
            try database.row(
                """
                SELECT \(Self.selectionColumns) FROM temp.staged_selection
                WHERE project = ? AND job = ? AND NOT is_withdrawal
                """, [project.normalized, job]
            ).map(Self.selectionRecord)
        }
    }

    /// The files that the job's staged selection names, in the pool or not.
    package func stagedFiles(
        job: String, project: ProjectName
    ) throws(StoreError) -> [SelectedFile] {
        try selectedFiles(
            "SELECT sha256, facts FROM temp.staged_file WHERE project = ? AND job = ?",
            job, project)
    }

    /// Files that the job's staged selections name and that the pool has with more bytes than so
    /// many.
    package func stagedFiles(
        ofJob job: String, largerThan bytes: Int64
    ) throws(StoreError) -> [(project: ProjectName, filename: String)] {
        try run { database in
            try database.rows(
                """
                SELECT f.project, f.filename FROM temp.staged_file f
                WHERE f.job = ?1 AND NOT f.is_missing AND ?2 < coalesce(
                    (SELECT size FROM temp.staged_pool_file
                        WHERE sha256 = f.sha256 AND filename = f.filename),
                    (SELECT size FROM main.pool_file
                        WHERE sha256 = f.sha256 AND filename = f.filename))
                ORDER BY f.project, f.filename
                """, [job, bytes]
            ) { (project: try $0.project(0), filename: $0[1]) }
        }
    }

    /// Whether a job has decided about the project in this run.
    package func isStaged(_ project: ProjectName) throws(StoreError) -> Bool {
        try run { database in
            try database.row(
                "SELECT 1 FROM temp.staged_selection WHERE project = ? AND NOT is_withdrawal LIMIT 1",
                [project.normalized]) != nil
        }
    }

    /// The files that the job has of the project so far: of its staged selection those in the pool,
    /// of one that nothing is staged for all.
    package func usableFiles(
        job: String, project: ProjectName
    ) throws(StoreError) -> [SelectedFile] {
        try selectedFiles(
            """
            SELECT sha256, facts FROM temp.staged_file
            WHERE project = ?1 AND job = ?2 AND NOT is_missing
            UNION ALL SELECT sha256, facts FROM main.selected_file
            WHERE project = ?1 AND job = ?2 AND NOT EXISTS (SELECT 1 FROM temp.staged_selection
                WHERE project = ?1 AND job = ?2)
            """, job, project)
    }

    private func selectedFiles(
        _ sql: String, _ job: String, _ project: ProjectName
    ) throws(StoreError) -> [SelectedFile] {
        let rows: [(String?, [UInt8])] = try run { database in
            try database.rows(sql, [project.normalized, job]) { ($0[0], $0.bytes(1)) }
        }
        var files: [SelectedFile] = []
        for (sha256, form) in rows {
            let facts = try decoding("a file of \(project)") { () throws(StoredFormError) in
                try IndexFile(storedForm: form)
            }
            files.append(SelectedFile(sha256: sha256, facts: facts))
        }
        return files
    }

    private static func selectionRecord(_ row: Row) throws -> SelectionRecord {
        SelectionRecord(
            job: row[0], project: try row.project(1), index: row[2], rulesDigest: row[3],
            pageDigest: row[4], dueAt: row.instant(5), isIncomplete: row[6], kept: row[7],
            held: row[8], waitingSince: row.instant(9))
    }
}

extension Catalog {
    /// Stages what the job takes of the project, in place of what was staged before.
    ///
    /// A file without SHA-256 gets it where the pool knows the file by another digest, or the
    /// project had it before from the same address.
    package func stage(
        selection record: SelectionRecord, files: [SelectedFile], at now: Instant
    ) throws(StoreError) {
        let project = record.project.normalized
        try staging { database in
            let waiting = try Self.waitingSince(database, record, now)
            try database.run(
                """
                INSERT OR REPLACE INTO temp.staged_selection (\(Self.selectionColumns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    record.job, project, record.index, record.rulesDigest, record.pageDigest,
                    record.dueAt?.microseconds, record.isIncomplete, record.kept, record.held,
                    waiting,
                ])
            try database.run(
                "DELETE FROM temp.staged_file WHERE project = ? AND job = ?",
                [project, record.job])
            for file in files {
                try Self.stage(file, of: record, waitingSince: waiting, in: database)
            }
        }
    }

    /// Forgets what is staged of selections; downloads of theirs that ended stay.
    package func discardStagedSelections() throws(StoreError) {
        try staging { database in
            try database.run("DELETE FROM temp.staged_file")
            try database.run("DELETE FROM temp.staged_selection")
        }
    }

    /// Stages that the job takes nothing of the project any more.
    package func stageWithdrawal(job: String, project: ProjectName) throws(StoreError) {
        try staging { database in
            try database.run(
                "DELETE FROM temp.staged_file WHERE project = ? AND job = ?",
                [project.normalized, job])
            try database.run(
                """
                INSERT OR REPLACE INTO temp.staged_selection
                    (job, project, index_url, rules_digest, is_incomplete, kept, held,
                    is_withdrawal)
                VALUES (?, ?, '', '', 0, 0, 0, 1)
                """, [job, project.normalized])
        }
    }

    /// Lets stand all that any job had: what is staged comes beside it.
    package func unstageLosses() throws(StoreError) {
        try staging { database in
            try database.run("DELETE FROM temp.staged_selection WHERE is_withdrawal")
            try database.run(
                """
                UPDATE temp.staged_selection SET is_incomplete = 1
                WHERE (project, job) IN (SELECT f.project, f.job FROM main.selected_file f
                    WHERE \(Self.dropped))
                """)
        }
    }

    /// Lets stand what the job had of the projects before.
    package func unstageSelections(
        ofJob job: String, of projects: [ProjectName]
    ) throws(StoreError) {
        try staging { database in
            for table in ["staged_file", "staged_selection"] {
                for project in projects {
                    try database.run(
                        "DELETE FROM temp.\(table) WHERE project = ? AND job = ?",
                        [project.normalized, job])
                }
            }
        }
    }

    /// Notes that the job still wants the project.
    /// - Parameters:
    ///   - project: nil for the index's list of projects.
    ///   - checked: the project was dealt with in this run, so that its failures of earlier runs
    ///     are over unless they are staged again.
    package func stageListing(
        job: String, index: String, project: ProjectName?, checked: Bool
    ) throws(StoreError) {
        try staging { database in
            try database.run(
                """
                INSERT INTO temp.staged_listing (job, project, index_url, is_checked)
                VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET is_checked = max(is_checked, excluded.is_checked)
                """, [job, project?.normalized ?? "", index, checked])
        }
    }

    /// Notes that the staged selection lacks something: until it is there, the project keeps what it
    /// had, and is decided anew.
    package func markStagedIncomplete(job: String, project: ProjectName) throws(StoreError) {
        try staging { database in
            try database.run(
                "UPDATE temp.staged_selection SET is_incomplete = 1 WHERE project = ? AND job = ?",
                [project.normalized, job])
        }
    }

    /// Takes a file out of a staged selection.
    /// - Parameter failed: the file is missed: until it is there, the project keeps what it had.
    package func dropStaged(
        job: String, project: ProjectName, filename: String, failed: Bool
    ) throws(StoreError) {
        try staging { database in
            try database.run(
                "DELETE FROM temp.staged_file WHERE project = ? AND job = ? AND filename = ?",
                [project.normalized, job, filename])
            try database.run(
                """
                UPDATE temp.staged_selection
                SET is_incomplete = max(is_incomplete, ?3), kept = kept - 1
                WHERE project = ?1 AND job = ?2
                """, [project.normalized, job, failed])
        }
    }

    private static func waitingSince(
        _ database: Database, _ record: SelectionRecord, _ now: Instant
    ) throws -> Int64 {
        let row = try database.row(
            """
            SELECT coalesce((SELECT waiting_since FROM main.selection
                WHERE project = ?1 AND job = ?2), (SELECT min(since) FROM main.failure
                WHERE job = ?2 AND project = ?1), ?3)
            """, [record.project.normalized, record.job, now.microseconds])
        return row?[0] ?? now.microseconds
    }

    private static func stage(
        _ file: SelectedFile, of record: SelectionRecord, waitingSince: Int64,
        in database: Database
    ) throws {
        var file = file
        if file.sha256 == nil {
            file.sha256 = try knownDigest(of: file, record, database)
        }
        try database.run(
            """
            INSERT INTO temp.staged_file (project, job, filename, sha256, url, facts, index_url,
                fetch_key, size, waiting_since, is_missing)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
                NOT EXISTS (SELECT 1 FROM temp.staged_pool_file
                    WHERE sha256 = ?4 AND filename = ?3)
                AND (NOT EXISTS (SELECT 1 FROM main.pool_file WHERE sha256 = ?4 AND filename = ?3)
                    OR EXISTS (SELECT 1 FROM temp.lost_file WHERE sha256 = ?4 AND filename = ?3)))
            """,
            [
                record.project.normalized, record.job, file.filename, file.sha256,
                file.facts.keptURL, Data(file.facts.kept.storedForm()), record.index,
                file.fetchKey(for: record.indexID),
                file.facts.size, waitingSince,
            ])
    }

    private static func knownDigest(
        of file: SelectedFile, _ record: SelectionRecord, _ database: Database
    ) throws -> String? {
        guard let digest = file.facts.digests.first else {
            return try database.row(
                """
                SELECT f.sha256 FROM main.selected_file f JOIN main.pool_file p
                    ON p.sha256 = f.sha256 AND p.filename = f.filename
                WHERE f.project = ? AND f.job = ? AND f.filename = ? AND f.url = ?
                    AND p.size = coalesce(?, p.size)
                """,
                [
                    record.project.normalized, record.job, file.filename, file.facts.keptURL,
                    file.facts.size,
                ])?[0]
        }
        return try recordedSHA256(of: digest, named: file.filename, database)
    }
}
