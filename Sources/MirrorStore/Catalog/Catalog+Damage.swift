import GRDB
package import PythonPackaging

extension Catalog {
    /// The pool's files that jobs select, in order of digest and name, a batch at a time.
    /// - Parameter file: the last one of the batch before.
    func poolFiles(
        selectedBy jobs: [String], after file: PoolFile?, limit: Int
    ) throws(StoreError) -> [PoolFile] {
        let places = databaseQuestionMarks(count: jobs.count)
        let sql = """
            SELECT \(keptPoolColumns) FROM main.pool_file p
            WHERE (sha256, filename) > (?, ?) AND EXISTS (SELECT 1 FROM main.selected_file s
                WHERE s.sha256 = p.sha256 AND s.filename = p.filename AND s.job IN (\(places)))
            ORDER BY sha256, filename LIMIT ?
            """
        let arguments = StatementArguments([file?.sha256 ?? "", file?.filename ?? ""] + jobs)
        return try run { try $0.rows(sql, arguments + [limit], Self.poolFile) }
    }

    /// A page that is published, and the sizes of its forms where they were noted.
    struct StandingPage {
        let project: ProjectName
        let digest: String
        let htmlSize: Int64?
        let jsonSize: Int64?
    }

    /// The pages that the newest publication shows, a batch at a time.
    func standingPages(
        after project: ProjectName?, limit: Int
    ) throws(StoreError) -> [StandingPage] {
        let sizes = notesSizes ? "g.html_size, g.json_size" : "NULL, NULL"
        let sql = """
            SELECT u.project, u.page_digest, \(sizes)
            FROM main.published u LEFT JOIN main.page g ON g.digest = u.page_digest
            WHERE u.project > ? ORDER BY u.project LIMIT ?
            """
        return try run { database in
            try database.rows(sql, [project?.normalized ?? "", limit]) { row in
                StandingPage(
                    project: try row.project(0), digest: row[1], htmlSize: row[2], jsonSize: row[3])
            }
        }
    }

    func isSelected(
        _ file: PoolFile, by job: String, of project: ProjectName
    ) throws(StoreError) -> Bool {
        try run { database in
            try database.row(
                """
                SELECT 1 FROM main.selected_file
                WHERE project = ? AND job = ? AND filename = ? AND sha256 = ?
                """, [project.normalized, job, file.filename, file.sha256]) != nil
        }
    }

    /// Stages that a file of the pool is not what it was: whoever selects it asks for it again.
    func stage(lost file: PoolFile) throws(StoreError) {
        try staging { database in
            try database.run(
                "INSERT OR IGNORE INTO temp.lost_file VALUES (?, ?)", [file.sha256, file.filename])
            try database.run(
                """
                INSERT OR IGNORE INTO temp.lost_project SELECT project, job
                FROM main.selected_file WHERE sha256 = ? AND filename = ?
                """, [file.sha256, file.filename])
        }
    }

    /// Stages that a page is not what it was: the next publication makes it anew.
    func stage(damaged page: StandingPage) throws(StoreError) {
        try staging { database in
            try database.run(
                "INSERT OR REPLACE INTO temp.damaged_page VALUES (?, ?)",
                [page.project.normalized, page.digest])
        }
    }

    /// A file that was found lost.
    package struct LostFile: Hashable, Sendable {
        package let job: String
        package let project: ProjectName
        package let filename: String
    }

    /// The lost files of which this run had no occasion to ask for a new copy.
    package func unattendedLosses(of jobs: [String]) throws(StoreError) -> [LostFile] {
        let sql = """
            SELECT s.job, s.project, s.filename FROM temp.lost_file l
            JOIN main.selected_file s ON s.sha256 = l.sha256 AND s.filename = l.filename
            WHERE NOT EXISTS (SELECT 1 FROM temp.staged_selection t
                WHERE t.project = s.project AND t.job = s.job)
            ORDER BY s.project, s.filename
            """
        let losses = try run { database in
            try database.rows(sql) {
                LostFile(job: $0[0], project: try $0.project(1), filename: $0[2])
            }
        }
        return losses.filter { jobs.contains($0.job) }
    }
}
