import GRDB

/// The catalog's tables, durable and temporary, and their version (SQLite's `user_version`).
enum CatalogSchema {
    /// Raised with every change of the durable tables, together with a step in `migrate`.
    static let version = 4

    /// The version that a database says it has; 0 for one without tables.
    ///
    /// - Throws: `SQLITE_CORRUPT` when tables are missing or belong to something else.
    static func checkedVersion(_ database: Database) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if version > Self.version { return version }
        // What SQLite adds for itself (ANALYZE) says nothing of a catalog.
        let tables = try String.fetchSet(
            database,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                """)
        guard version >= 0, version == 0 ? tables.isEmpty : tables.isSuperset(of: names(version))
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "version \(version) with \(tables.count) tables")
        }
        return version
    }

    static func prepareForWriting(_ database: Database, from version: Int) throws {
        if try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" {
            try database.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard version < Self.version else { return }
        try database.inTransaction(.immediate) {
            if version == 0 { try create(database) } else { try migrate(database, from: version) }
            return .commit
        }
    }

    static func create(_ database: Database) throws {
        try database.execute(sql: tables)
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static func migrate(_ database: Database, from version: Int) throws {
        if version < 2 { try database.execute(sql: anchorTable + metadataTable) }
        if version < 3 { try database.execute(sql: indexesApart) }
        if version < 4 { try addSizes(database) }
        try database.execute(sql: "PRAGMA user_version = \(Self.version)")
    }

    static func createStagingTables(_ database: Database) throws {
        try database.execute(sql: stagingTables)
    }

    /// The tables of a version.
    private static func names(_ version: Int) -> [String] {
        let names = tables.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) }
        return version < 2 ? names.filter { $0 != "anchor" && $0 != "metadata" } : names
    }

    /// Of version 2: where the verified chain of each host ended.
    private static let anchorTable = """
        CREATE TABLE anchor (host TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL,
            public_key TEXT NOT NULL, subject TEXT NOT NULL, since INTEGER NOT NULL)
            WITHOUT ROWID;
        """

    /// Of version 4: by which a file that was cut short is known without being read.
    private static func addSizes(_ database: Database) throws {
        for (table, column) in [
            ("pool_file", "metadata_size"), ("page", "html_size"), ("page", "json_size"),
        ] where try !database.columns(in: table).contains(where: { $0.name == column }) {
            try database.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(column) INTEGER")
        }
    }

    /// Of version 2: the METADATA of releases that resolutions looked at, kept or not.
    private static let metadataTable = """
        CREATE TABLE metadata (sha256 TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL,
            used_at INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// What the tables of version 3 hold, read from those of before, where a page stood for all jobs
    /// that name its index.
    /// - Parameter suffix: of the old tables' names.
    static func indexTables(
        from suffix: String = ""
    ) -> (upstream: String, page: String, root: String) {
        (
            """
            SELECT u.project, s.job, u.index_url, '' AS access, u.etag, u.last_modified,
                u.page_digest, u.listing_size, u.status, u.accepted_at,
                u.gone_count, u.gone_since, u.gone_last,
                u.emptied_count, u.emptied_since, u.emptied_last, NULL AS serial
            FROM main.upstream\(suffix) u JOIN main.selection s USING (project, index_url)
            """,
            """
            SELECT u.project, s.job, u.index_url, u.form
            FROM main.upstream_page\(suffix) u JOIN main.selection s USING (project, index_url)
            """,
            """
            SELECT s.job, r.index_url, '' AS access, r.etag, r.last_modified, r.count,
                r.accepted_at, r.emptied_count, r.emptied_since, r.emptied_last, NULL AS serial,
                r.names
            FROM main.root\(suffix) r
            JOIN (SELECT DISTINCT job, index_url FROM main.selection) s USING (index_url)
            """
        )
    }

    /// To version 3.
    private static var indexesApart: String {
        let old = indexTables(from: "_2")
        return """
            ALTER TABLE main.upstream RENAME TO upstream_2;
            ALTER TABLE main.upstream_page RENAME TO upstream_page_2;
            ALTER TABLE main.root RENAME TO root_2;
            \(indexTables)
            INSERT INTO main.upstream \(old.upstream);
            INSERT INTO main.upstream_page \(old.page);
            INSERT INTO main.root \(old.root);
            DROP TABLE main.upstream_2;
            DROP TABLE main.upstream_page_2;
            DROP TABLE main.root_2;
            """
    }

    /// What indexes said, to each job.
    private static let indexTables = """
        CREATE TABLE upstream (\(upstreamColumns),
            PRIMARY KEY (project, job, index_url)) WITHOUT ROWID;
        CREATE TABLE upstream_page (project TEXT NOT NULL, job TEXT NOT NULL,
            index_url TEXT NOT NULL, form BLOB NOT NULL, PRIMARY KEY (project, job, index_url));
        CREATE TABLE root (\(rootColumns), PRIMARY KEY (job, index_url));
        """

    /// Times are microseconds since the epoch, digests hexadecimal, project names normal forms;
    /// an empty project or file in `failure` stands for none.
    private static let tables = """
        \(indexTables)
        CREATE TABLE selection (\(selectionColumns), PRIMARY KEY (project, job)) WITHOUT ROWID;
        CREATE INDEX selection_of_job ON selection (job, project);
        CREATE TABLE selected_file (project TEXT NOT NULL, job TEXT NOT NULL,
            filename TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT NOT NULL, facts BLOB NOT NULL,
            PRIMARY KEY (project, job, filename)) WITHOUT ROWID;
        CREATE INDEX selected_file_in_pool ON selected_file (sha256, filename);
        CREATE TABLE pool_file (\(poolFileColumns),
            PRIMARY KEY (sha256, filename)) WITHOUT ROWID;
        CREATE INDEX pool_file_by_name ON pool_file (filename);
        CREATE TABLE pool_digest (\(poolDigestColumns),
            PRIMARY KEY (algorithm, hex, filename)) WITHOUT ROWID;
        CREATE TABLE failure (\(failureColumns), since INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            PRIMARY KEY (job, project, index_url, file)) WITHOUT ROWID;
        CREATE TABLE event (\(eventColumns));
        CREATE INDEX event_by_time ON event (at);
        CREATE TABLE run (id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL,
            ended_at INTEGER NOT NULL, job TEXT NOT NULL, outcome TEXT NOT NULL,
            exit_code INTEGER NOT NULL, summary TEXT NOT NULL);
        CREATE TABLE page (digest TEXT NOT NULL PRIMARY KEY, project TEXT NOT NULL,
            added_at INTEGER NOT NULL, unreferenced_since INTEGER, html_size INTEGER,
            json_size INTEGER) WITHOUT ROWID;
        CREATE TABLE page_file (digest TEXT NOT NULL, sha256 TEXT NOT NULL,
            filename TEXT NOT NULL, PRIMARY KEY (digest, sha256, filename)) WITHOUT ROWID;
        CREATE INDEX page_file_in_pool ON page_file (sha256, filename);
        CREATE TABLE published (project TEXT NOT NULL PRIMARY KEY,
            page_digest TEXT NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL)
            WITHOUT ROWID;
        CREATE TABLE stale (project TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE generation (number INTEGER PRIMARY KEY, published_at INTEGER,
            left_live_at INTEGER, projects INTEGER NOT NULL, files INTEGER NOT NULL,
            bytes INTEGER NOT NULL, content TEXT NOT NULL, is_collected INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE condemned (path TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL)
            WITHOUT ROWID;
        \(anchorTable)\(metadataTable)
        """

    /// What a run has learnt and decided but not committed; the views show selections as they would
    /// be with it.
    private static let stagingTables = """
        CREATE TEMP TABLE staged_upstream (\(upstreamColumns), form BLOB,
            PRIMARY KEY (project, job, index_url));
        CREATE TEMP TABLE staged_root (\(rootColumns), PRIMARY KEY (job, index_url));
        CREATE TEMP TABLE staged_selection (\(selectionColumns),
            is_withdrawal INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (project, job)) WITHOUT ROWID;
        CREATE TEMP TABLE staged_file (id INTEGER PRIMARY KEY, project TEXT NOT NULL,
            job TEXT NOT NULL, filename TEXT NOT NULL, sha256 TEXT, url TEXT NOT NULL,
            facts BLOB NOT NULL, index_url TEXT NOT NULL, fetch_key TEXT NOT NULL, size INTEGER,
            waiting_since INTEGER NOT NULL, is_missing INTEGER NOT NULL,
            UNIQUE (project, job, filename));
        CREATE INDEX temp.staged_file_missing ON staged_file (waiting_since, id)
            WHERE is_missing;
        CREATE INDEX temp.staged_file_key ON staged_file (fetch_key, filename);
        CREATE TEMP TABLE staged_pool_file (\(poolFileColumns),
            PRIMARY KEY (sha256, filename)) WITHOUT ROWID;
        CREATE TEMP TABLE staged_pool_digest (\(poolDigestColumns),
            PRIMARY KEY (algorithm, hex, filename)) WITHOUT ROWID;
        CREATE TEMP TABLE staged_failure (\(failureColumns),
            PRIMARY KEY (job, project, index_url, file)) WITHOUT ROWID;
        CREATE TEMP TABLE staged_listing (job TEXT NOT NULL, project TEXT NOT NULL,
            index_url TEXT NOT NULL, is_checked INTEGER NOT NULL,
            PRIMARY KEY (job, project, index_url)) WITHOUT ROWID;
        CREATE TEMP TABLE staged_event (\(eventColumns));
        CREATE TEMP TABLE staged_page (project TEXT NOT NULL PRIMARY KEY, digest TEXT,
            files INTEGER NOT NULL, bytes INTEGER NOT NULL, html_size INTEGER, json_size INTEGER)
            WITHOUT ROWID;
        CREATE TEMP TABLE staged_page_file (digest TEXT NOT NULL, sha256 TEXT NOT NULL,
            filename TEXT NOT NULL, PRIMARY KEY (digest, sha256, filename)) WITHOUT ROWID;
        CREATE TEMP TABLE lost_file (sha256 TEXT NOT NULL, filename TEXT NOT NULL,
            PRIMARY KEY (sha256, filename)) WITHOUT ROWID;
        CREATE TEMP TABLE lost_project (project TEXT NOT NULL, job TEXT NOT NULL,
            PRIMARY KEY (project, job)) WITHOUT ROWID;
        CREATE TEMP TABLE damaged_page (project TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL)
            WITHOUT ROWID;
        CREATE TEMP TABLE staged_setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)
            WITHOUT ROWID;
        CREATE TEMP TABLE former_selection (\(selectionColumns), PRIMARY KEY (project, job))
            WITHOUT ROWID;
        CREATE TEMP TABLE former_file (project TEXT NOT NULL, job TEXT NOT NULL,
            filename TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT NOT NULL, facts BLOB NOT NULL);
        CREATE TEMP TABLE former_setting (key TEXT NOT NULL, value TEXT NOT NULL);
        CREATE TEMP VIEW coming_file AS
            SELECT project, job, filename, sha256, facts FROM main.selected_file f
            WHERE NOT EXISTS (SELECT 1 FROM temp.staged_selection WHERE NOT is_incomplete
                AND project = f.project AND job = f.job)
            AND NOT EXISTS (SELECT 1 FROM \(Catalog.present)
                AND project = f.project AND job = f.job AND filename = f.filename)
            UNION ALL SELECT project, job, filename, sha256, facts FROM \(Catalog.present);
        CREATE TEMP VIEW coming_selection AS
            SELECT project, job, index_url FROM main.selection s
            WHERE NOT EXISTS (SELECT 1 FROM temp.staged_selection t
                WHERE t.project = s.project AND t.job = s.job)
            UNION ALL SELECT project, job, index_url FROM temp.staged_selection
            WHERE NOT is_withdrawal;
        CREATE TEMP TABLE kept_page (digest TEXT NOT NULL, generation INTEGER NOT NULL,
            PRIMARY KEY (digest, generation)) WITHOUT ROWID;
        CREATE TEMP TABLE dropped_page (digest TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL)
            WITHOUT ROWID;
        """

    /// What was learnt and fetched.
    static let findingTableNames = [
        "staged_upstream", "staged_root", "staged_pool_file", "staged_pool_digest",
        "staged_failure", "staged_listing", "staged_event",
    ]
    /// What jobs select of it.
    static let selectionTableNames = ["staged_selection", "staged_file", "staged_setting"]
    /// What stood in the place of that.
    static let formerTableNames = ["former_selection", "former_file", "former_setting"]

    private static let upstreamColumns = """
        project TEXT NOT NULL, job TEXT NOT NULL, index_url TEXT NOT NULL, access TEXT NOT NULL,
        etag TEXT, last_modified TEXT, page_digest TEXT, listing_size INTEGER NOT NULL, status TEXT NOT NULL, accepted_at INTEGER,
        gone_count INTEGER, gone_since INTEGER, gone_last INTEGER,
        emptied_count INTEGER, emptied_since INTEGER, emptied_last INTEGER, serial INTEGER
        """
    private static let rootColumns = """
        job TEXT NOT NULL, index_url TEXT NOT NULL, access TEXT NOT NULL, etag TEXT,
        last_modified TEXT, count INTEGER NOT NULL, accepted_at INTEGER, emptied_count INTEGER,
        emptied_since INTEGER, emptied_last INTEGER, serial INTEGER, names BLOB
        """
    private static let selectionColumns = """
        project TEXT NOT NULL, job TEXT NOT NULL, index_url TEXT NOT NULL,
        rules_digest TEXT NOT NULL, page_digest TEXT, due_at INTEGER,
        is_incomplete INTEGER NOT NULL, kept INTEGER NOT NULL, held INTEGER NOT NULL,
        waiting_since INTEGER
        """
    private static let poolFileColumns = """
        sha256 TEXT NOT NULL, filename TEXT NOT NULL, size INTEGER NOT NULL, metadata_sha256 TEXT,
        tls TEXT NOT NULL, hash_origin TEXT NOT NULL, added_at INTEGER NOT NULL,
        metadata_size INTEGER
        """
    private static let poolDigestColumns = """
        algorithm TEXT NOT NULL, hex TEXT NOT NULL, filename TEXT NOT NULL, sha256 TEXT NOT NULL
        """
    private static let failureColumns = """
        job TEXT NOT NULL, project TEXT NOT NULL, index_url TEXT NOT NULL, file TEXT NOT NULL,
        kind TEXT NOT NULL, message TEXT NOT NULL, last_at INTEGER NOT NULL
        """
    private static let eventColumns = """
        at INTEGER NOT NULL, project TEXT, file TEXT, event TEXT NOT NULL
        """
}
