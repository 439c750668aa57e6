import GRDB
import Primitives

extension Catalog {
    /// Notes which pages the kept and the dropped generations link to, the latter with the time
    /// when they were let go.
    func stageReachability(
        kept: [(generation: Int, pages: [String])], dropped: [(pages: [String], at: Instant)]
    ) throws(StoreError) {
        try staging { database in
            try database.run("DELETE FROM temp.kept_page")
            try database.run("DELETE FROM temp.dropped_page")
            for (generation, pages) in kept {
                for page in pages {
                    try database.run(
                        "INSERT OR IGNORE INTO temp.kept_page VALUES (?, ?)", [page, generation])
                }
            }
            for (pages, instant) in dropped {
                for page in pages {
                    try database.run(
                        """
                        INSERT INTO temp.dropped_page VALUES (?, ?)
                        ON CONFLICT (digest) DO UPDATE SET at = max(at, excluded.at)
                        """, [page, instant.microseconds])
                }
            }
        }
    }

    /// Page folders that are neither live nor about to be.
    func pageCandidates(live: Int?) throws(StoreError) -> [GarbageCandidate] {
        let sql = """
            SELECT g.digest, \(Self.lastReference),
                (SELECT group_concat(generation) FROM temp.kept_page k WHERE k.digest = g.digest),
                g.project IN (\(Self.failingProjects))
            FROM main.page g WHERE \(Self.isIdlePage) ORDER BY g.digest
            """
        return try run { database in
            try database.rows(sql, [live]) { row in
                GarbageCandidate(
                    path: MirrorLayout.page(row[0]), bytes: 0,
                    unreferencedSince: Instant(microseconds: row[1]),
                    generations: Self.numbers(row[2]), isFailing: row[3])
            }
        }
    }

    /// Files of the pool that no job selects and no live page shows.
    func poolCandidates(live: Int?) throws(StoreError) -> [GarbageCandidate] {
        let sql = """
            SELECT p.sha256, p.filename, p.size, max(p.added_at, coalesce(
                    (SELECT max(\(Self.lastReference)) \(Self.pagesOfFile)), 0)),
                (SELECT group_concat(DISTINCT k.generation) FROM main.page_file r
                    JOIN temp.kept_page k ON k.digest = r.digest
                    WHERE r.sha256 = p.sha256 AND r.filename = p.filename),
                EXISTS (SELECT 1 \(Self.pagesOfFile) AND g.project IN (\(Self.failingProjects)))
            FROM main.pool_file p
            WHERE NOT EXISTS (SELECT 1 FROM main.selected_file s
                WHERE s.sha256 = p.sha256 AND s.filename = p.filename)
            AND NOT EXISTS (SELECT 1 \(Self.pagesOfFile) AND NOT (\(Self.isIdlePage)))
            ORDER BY p.sha256, p.filename
            """
        return try run { database in
            try database.rows(sql, [live]) { row in
                GarbageCandidate(
                    path: MirrorLayout.object(sha256: row[0], filename: row[1]), bytes: row[2],
                    unreferencedSince: Instant(microseconds: row[3]),
                    generations: Self.numbers(row[4]), isFailing: row[5])
            }
        }
    }

    /// Whether nothing in the catalog speaks of a file that stands in the pool.
    func isStray(sha256: String, filename: String) throws(StoreError) -> Bool {
        let sql = """
            SELECT 1 FROM main.pool_file WHERE sha256 = ?1 AND filename = ?2
            UNION ALL SELECT 1 FROM main.selected_file WHERE sha256 = ?1 AND filename = ?2
            UNION ALL SELECT 1 FROM main.page_file WHERE sha256 = ?1 AND filename = ?2 LIMIT 1
            """
        return try run { try $0.row(sql, [sha256, filename]) == nil }
    }

    /// Whether neither the catalog nor a kept generation speaks of a page folder.
    func isStray(page digest: String) throws(StoreError) -> Bool {
        let sql = """
            SELECT 1 FROM main.page WHERE digest = ?1
            UNION ALL SELECT 1 FROM main.published WHERE page_digest = ?1
            UNION ALL SELECT 1 FROM temp.kept_page WHERE digest = ?1 LIMIT 1
            """
        return try run { try $0.row(sql, [digest]) == nil }
    }

    private static let failingProjects = """
        SELECT project FROM main.failure WHERE file = '' AND kind NOT IN
            (\(FailureRecord.decisionKinds.map { "'\($0)'" }.joined(separator: ", ")))
        """
    /// Of a page `g`: when it lost its last reference, as far as that is recorded.
    private static let lastReference = """
        max(g.added_at, coalesce(g.unreferenced_since, 0), coalesce((SELECT d.at
            FROM temp.dropped_page d WHERE d.digest = g.digest), 0))
        """
    private static let pagesOfFile = """
        FROM main.page_file r JOIN main.page g ON g.digest = r.digest
        WHERE r.sha256 = p.sha256 AND r.filename = p.filename
        """
    /// A page `g` that neither the live generation (the first argument) nor the next one shows.
    private static let isIdlePage = """
        NOT EXISTS (SELECT 1 FROM temp.kept_page k
            WHERE k.digest = g.digest AND k.generation IS ?1)
        AND NOT EXISTS (SELECT 1 FROM main.published u
            WHERE u.project = g.project AND u.page_digest = g.digest)
        """

    private static func numbers(_ list: String?) -> [Int] {
        (list ?? "").split(separator: ",").compactMap { Int($0) }.sorted()
    }

    /// Takes objects out of the catalog and notes that they are to be moved away; waits for the
    /// disk. Pages that stay remember when their last generation was let go.
    func condemn(
        generations: [Int], paths: [String], at now: Instant
    ) throws(StoreError) {
        try transact { database in
            try database.run(
                """
                UPDATE main.page SET unreferenced_since = (SELECT d.at FROM temp.dropped_page d
                    WHERE d.digest = page.digest)
                WHERE digest IN (SELECT digest FROM temp.dropped_page)
                """)
            for number in generations {
                try database.run(
                    "UPDATE main.generation SET is_collected = 1 WHERE number = ?", [number])
            }
            for path in paths {
                try database.run(
                    "INSERT OR REPLACE INTO main.condemned VALUES (?, ?)",
                    [path, now.microseconds])
                try Self.forget(path, database)
            }
        }
    }

    private static func forget(_ path: String, _ database: Database) throws {
        let parts = path.split(separator: "/").map(String.init)
        if parts.count == 4, parts[1] == ".pages" {
            try database.run("DELETE FROM main.page WHERE digest = ?", [parts[3]])
            try database.run("DELETE FROM main.page_file WHERE digest = ?", [parts[3]])
        } else if parts.count == 6, parts[1] == "files" {
            try database.run(
                "DELETE FROM main.pool_file WHERE sha256 = ? AND filename = ?",
                [parts[4], parts[5]])
            try database.run(
                "DELETE FROM main.pool_digest WHERE sha256 = ? AND filename = ?",
                [parts[4], parts[5]])
        }
    }

    /// What is to be moved away, a batch at a time; things that came back since are left out.
    func condemned(limit: Int = 500) throws(StoreError) -> [String] {
        try run { database in
            try database.rows("SELECT path FROM main.condemned ORDER BY path LIMIT ?", [limit]) {
                $0[0]
            }
        }
    }

    /// Whether an object that was condemned is wanted again.
    func isRecorded(_ path: String) throws(StoreError) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        return try run { database in
            if parts.count == 4, parts[1] == ".pages" {
                return try database.row(
                    "SELECT 1 FROM main.page WHERE digest = ?", [parts[3]]) != nil
            }
            guard parts.count == 6, parts[1] == "files" else { return false }
            return try database.row(
                "SELECT 1 FROM main.pool_file WHERE sha256 = ? AND filename = ?",
                [parts[4], parts[5]]) != nil
        }
    }

    func acquit(_ paths: [String]) throws(StoreError) {
        try transact { database in
            for path in paths {
                try database.run("DELETE FROM main.condemned WHERE path = ?", [path])
            }
        }
    }

    /// Forgets what indexes said of projects that no job has taken for longer than the grace.
    func forgetUpstream(unusedSince limit: Instant) throws(StoreError) {
        try transact { database in
            try database.run(
                """
                DELETE FROM main.upstream AS u WHERE max(coalesce(accepted_at, 0),
                    coalesce(gone_last, 0)) < ? AND NOT EXISTS
                    (SELECT 1 FROM main.selection s WHERE s.project = u.project AND s.job = u.job)
                """, [limit.microseconds])
            try database.run(
                """
                DELETE FROM main.upstream_page AS p WHERE NOT EXISTS (SELECT 1
                    FROM main.upstream u WHERE u.project = p.project AND u.job = p.job
                    AND u.index_url = p.index_url)
                """)
        }
    }
}
