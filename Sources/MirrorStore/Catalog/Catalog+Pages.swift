import Cryptography
import GRDB
import Primitives
package import PythonPackaging
import SimpleIndex

extension Catalog {
    /// Projects whose page may have to be built anew, sorted, a batch at a time.
    func staleProjects(
        after project: ProjectName? = nil, limit: Int = 500
    ) throws(StoreError) -> [ProjectName] {
        try run { database in
            try database.rows(
                """
                SELECT project FROM main.stale WHERE project > ?1
                UNION SELECT project FROM temp.damaged_page WHERE project > ?1
                ORDER BY project LIMIT ?2
                """, [project?.normalized ?? "", limit]
            ) { try $0.project(0) }
        }
    }

    /// What the project's page is made of, once what is staged of selections is real.
    package func publishedSource(of project: ProjectName) throws(StoreError) -> PublishedSource {
        let rows: [(String, Int64, String?, [UInt8])] = try run { database in
            try database.rows(
                """
                SELECT p.sha256, p.size, p.metadata_sha256, f.facts FROM temp.coming_file f
                JOIN main.pool_file p ON p.sha256 = f.sha256 AND p.filename = f.filename
                WHERE f.project = ? ORDER BY f.filename, f.job
                """, [project.normalized]
            ) { ($0[0], $0[1], $0[2], $0.bytes(3)) }
        }
        var files: [PublishedFile] = []
        for (sha256, size, metadata, form) in rows {
            let facts = try decoding("a file of \(project)") { () throws(StoredFormError) in
                try IndexFile(storedForm: form)
            }
            files.append(
                PublishedFile(facts: facts, sha256: sha256, size: size, metadataSHA256: metadata))
        }
        let sql = """
            SELECT job, index_url FROM temp.coming_selection
            WHERE project = ? AND job != '\(Self.rebuiltJob)' ORDER BY job LIMIT 1
            """
        let index = try run { database in
            try database.row(sql, [project.normalized]).map { IndexID(job: $0[0], url: $0[1]) }
        }
        return PublishedSource(
            files: files,
            upstream: try index.map { index throws(StoreError) in
                try page(index: index, project: project)
            } ?? nil, isSelected: index != nil)
    }

    /// Whether the page folder of that digest was made durable by an earlier publication, and not
    /// found damaged since.
    func knowsPage(_ digest: String) throws(StoreError) -> Bool {
        let sql = """
            SELECT 1 FROM main.page WHERE digest = ?1 AND html_size IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM temp.damaged_page WHERE digest = ?1)
            """
        return try run { try $0.row(sql, [digest]) != nil }
    }

    /// Stages a project's page; nil takes the project off the mirror.
    /// - Parameter sizes: of both forms.
    func stage(
        page digest: String?, of project: ProjectName, files: [PublishedFile],
        sizes: PageFolder.Sizes? = nil
    ) throws(StoreError) {
        let bytes = files.reduce(Int64(0)) { $0.addingSaturated($1.size) }
        try staging { database in
            try database.run(
                """
                INSERT OR REPLACE INTO temp.staged_page
                    (project, digest, files, bytes, html_size, json_size)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [project.normalized, digest, files.count, bytes, sizes?.html, sizes?.json])
            if let digest {
                for file in files {
                    try database.run(
                        "INSERT OR IGNORE INTO temp.staged_page_file VALUES (?, ?, ?)",
                        [digest, file.sha256, file.filename])
                }
            }
        }
    }

    /// Pages as they would be published now: those staged, else those that are.
    private static let current = """
        (SELECT project, digest, files, bytes FROM temp.staged_page WHERE digest IS NOT NULL
        UNION ALL SELECT project, page_digest, files, bytes FROM main.published p
            WHERE NOT EXISTS (SELECT 1 FROM temp.staged_page s WHERE s.project = p.project))
        """

    /// The projects to publish with their pages' digests, sorted, a batch at a time.
    func currentPages(
        after project: ProjectName? = nil, limit: Int = 1000
    ) throws(StoreError) -> [(project: ProjectName, digest: String)] {
        try run { database in
            try database.rows(
                """
                SELECT project, digest FROM \(Self.current) WHERE project > ?
                ORDER BY project LIMIT ?
                """, [project?.normalized ?? "", limit]
            ) { (try $0.project(0), $0[1]) }
        }
    }

    /// The generation that would be published now, under that number.
    func currentGeneration(_ number: Int) throws(StoreError) -> GenerationRecord {
        try run { database in
            var context = HashContext(.sha256)
            var (projects, files, bytes) = (0, 0, Int64(0))
            let cursor = try Row.fetchCursor(
                database.cachedStatement(
                    sql:
                        "SELECT project, digest, files, bytes FROM \(Self.current) ORDER BY project"
                ))
            while let row = try cursor.next() {
                let (project, digest): (String, String) = (row[0], row[1])
                context.update(Array("\(project) \(digest)\n".utf8))
                projects += 1
                files += row[2] as Int
                bytes += row[3] as Int64
            }
            return GenerationRecord(
                number: number, publishedAt: nil, projects: projects, files: files, bytes: bytes,
                content: context.finish().hex)
        }
    }

    /// Makes the staged pages durable with the selections that they show and, where there is one,
    /// the generation that is ready to go live; waits for the disk. The pages' folders must be
    /// durable already. Where the generation does not go live, `restoreSelections` is to be called.
    func settlePages(ready generation: GenerationRecord?, at now: Instant) throws(StoreError) {
        try transact { database in
            try database.run(
                """
                INSERT INTO main.page (digest, project, added_at, html_size, json_size)
                    SELECT digest, project, ?, html_size, json_size FROM temp.staged_page
                    WHERE digest IS NOT NULL
                ON CONFLICT (digest) DO UPDATE SET html_size = excluded.html_size,
                    json_size = excluded.json_size
                """, [now.microseconds])
            try database.execute(sql: Self.settle)
            guard let generation else { return try Self.settleSelections(database) }
            try Self.settleSelectionsForNow(database)
            try database.run(
                """
                INSERT OR REPLACE INTO main.generation (number, projects, files, bytes, content)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    generation.number, generation.projects, generation.files, generation.bytes,
                    generation.content,
                ])
        }
    }

    private static let settle = """
        INSERT OR IGNORE INTO main.page_file SELECT * FROM temp.staged_page_file;
        DELETE FROM main.published WHERE project IN (SELECT project FROM temp.staged_page
            WHERE digest IS NULL);
        INSERT OR REPLACE INTO main.published SELECT project, digest, files, bytes
            FROM temp.staged_page WHERE digest IS NOT NULL;
        DELETE FROM main.stale WHERE project IN (SELECT project FROM temp.staged_page);
        DELETE FROM temp.damaged_page WHERE project IN (SELECT project FROM temp.staged_page);
        DELETE FROM temp.staged_page;
        DELETE FROM temp.staged_page_file;
        """

    func hasStagedPages() throws(StoreError) -> Bool { try has("staged_page") }

    /// Whether anything is staged that only a publication makes real.
    func hasStagedSelections() throws(StoreError) -> Bool {
        for table in CatalogSchema.selectionTableNames where try has(table) { return true }
        return false
    }

    private func has(_ table: String) throws(StoreError) -> Bool {
        try run { try $0.row("SELECT 1 FROM temp.\(table) LIMIT 1") != nil }
    }

    func discardStagedPages() throws(StoreError) {
        try staging { database in
            try database.run("DELETE FROM temp.staged_page")
            try database.run("DELETE FROM temp.staged_page_file")
        }
    }

    /// How many projects the newest publication shows.
    package func publishedCount() throws(StoreError) -> Int {
        try run { try $0.number("SELECT count(*) FROM main.published") }
    }

    /// The projects that the newest publication shows.
    package func publishedProjects(
        after project: ProjectName? = nil, limit: Int = 1000
    ) throws(StoreError) -> [ProjectName] {
        try run { database in
            try database.rows(
                "SELECT project FROM main.published WHERE project > ? ORDER BY project LIMIT ?",
                [project?.normalized ?? "", limit]
            ) { try $0.project(0) }
        }
    }
}
