import Cryptography
import FoundationEssentials
import GRDB
import Primitives
package import PythonPackaging
package import SimpleIndex

extension Catalog {
    private static let upstreamColumns = """
        job, index_url, project, access, etag, last_modified, page_digest, listing_size, status, \
        accepted_at, gone_count, gone_since, gone_last, emptied_count, emptied_since, \
        emptied_last, serial
        """

    /// What is known of a project at an index, as this run has staged it or as it stands.
    package func upstream(
        index: IndexID, project: ProjectName
    ) throws(StoreError) -> UpstreamRecord? {
        let sql = """
            SELECT \(Self.upstreamColumns) FROM temp.staged_upstream
            WHERE project = ?1 AND job = ?2 AND index_url = ?3
            UNION ALL SELECT \(Self.upstreamColumns) FROM \(indexTables.upstream)
            WHERE project = ?1 AND job = ?2 AND index_url = ?3 LIMIT 1
            """
        return try run { database in
            try database.row(sql, [project.normalized, index.job, index.url])
                .map(Self.upstreamRecord)
        }
    }

    private static func upstreamRecord(_ row: Row) throws -> UpstreamRecord {
        UpstreamRecord(
            index: IndexID(job: row[0], url: row[1]), project: try row.project(2),
            access: row[3], etag: row[4], lastModified: row[5], pageDigest: row[6],
            listingSize: row[7], status: ProjectStatus(marker: row[8]),
            acceptedAt: row.instant(9), gone: row.streak(10), emptied: row.streak(13),
            serial: row[16])
    }

    /// The page that was last accepted from an index, as staged or as it stands.
    /// - Throws: `damagedCatalog` when the stored form cannot be read.
    package func page(index: IndexID, project: ProjectName) throws(StoreError) -> ProjectPage? {
        let sql = """
            SELECT form FROM temp.staged_upstream
            WHERE project = ?1 AND job = ?2 AND index_url = ?3 AND form IS NOT NULL
            UNION ALL SELECT form FROM \(indexTables.page)
            WHERE project = ?1 AND job = ?2 AND index_url = ?3 LIMIT 1
            """
        let form: [UInt8]? = try run { database in
            try database.row(sql, [project.normalized, index.job, index.url])
                .map { $0.bytes(0) }
        }
        guard let form else { return nil }
        return try decoding("the page of \(project)") { () throws(StoredFormError) in
            try ProjectPage(storedForm: form)
        }
    }

    /// The indexes of which a job has accepted a page of the project.
    package func indexes(
        ofJob job: String, project: ProjectName
    ) throws(StoreError) -> [IndexID] {
        try run { database in
            try database.rows(
                """
                SELECT index_url FROM \(indexTables.page)
                WHERE project = ? AND job = ? ORDER BY index_url
                """, [project.normalized, job]
            ) { IndexID(job: job, url: $0[0]) }
        }
    }

    /// Whether any page of the index was accepted in an earlier run.
    package func hasPages(of index: IndexID) throws(StoreError) -> Bool {
        try run { database in
            try database.row(
                "SELECT 1 FROM \(indexTables.page) WHERE job = ? AND index_url = ? LIMIT 1",
                [index.job, index.url]) != nil
        }
    }

    /// Stages what this run learnt of a project.
    ///
    /// - Parameter page: a newly accepted page, which sets the record's digest, size and status;
    ///   nil keeps the one that was accepted before.
    /// - Returns: the record as it is staged.
    @discardableResult
    package func stage(
        upstream record: UpstreamRecord, page: ProjectPage? = nil
    ) throws(StoreError) -> UpstreamRecord {
        var record = record
        let form = page?.kept.storedForm()
        if let page, let form {
            record.pageDigest = Hashing.digest(form, .sha256).hex
            record.listingSize = page.files.count
            record.status = page.status
        }
        let arguments: StatementArguments = [
            record.index.job, record.index.url, record.project.normalized, record.access,
            record.etag, record.lastModified, record.pageDigest, record.listingSize,
            record.status.rawValue,
            record.acceptedAt?.microseconds, record.gone?.count, record.gone?.since.microseconds,
            record.gone?.last.microseconds, record.emptied?.count,
            record.emptied?.since.microseconds, record.emptied?.last.microseconds, record.serial,
            form.map { Data($0) },
        ]
        try staging { database in
            try database.run(Self.stageUpstream, arguments)
        }
        return record
    }

    /// A page staged earlier in the run outlives a later change of the record alone.
    private static let stageUpstream = """
        INSERT INTO temp.staged_upstream (\(upstreamColumns), form)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (project, job, index_url) DO UPDATE SET access = excluded.access,
            etag = excluded.etag,
            last_modified = excluded.last_modified, page_digest = excluded.page_digest,
            listing_size = excluded.listing_size, status = excluded.status,
            accepted_at = excluded.accepted_at, gone_count = excluded.gone_count,
            gone_since = excluded.gone_since, gone_last = excluded.gone_last,
            emptied_count = excluded.emptied_count, emptied_since = excluded.emptied_since,
            emptied_last = excluded.emptied_last, serial = excluded.serial, form = coalesce(excluded.form, form)
        """

    func decoding<Value>(
        _ what: String, _ decode: () throws(StoredFormError) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try decode()
        } catch {
            throw .damagedValue("\(what): \(error.detail)", path)
        }
    }
}
