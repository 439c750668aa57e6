import GRDB
import Primitives

extension Catalog {
    /// Where the chain of each host ended that was ever verified, by host.
    package func anchors() throws(StoreError) -> [AnchorRecord] {
        try run { database in
            // A catalog that is only read may be of the version before.
            guard try database.tableExists("anchor") else { return [] }
            return try database.rows(
                "SELECT host, fingerprint, public_key, subject, since FROM main.anchor ORDER BY host"
            ) { row in
                AnchorRecord(
                    host: row[0], fingerprint: row[1], publicKey: row[2], subject: row[3],
                    since: Instant(microseconds: row[4]))
            }
        }
    }

    /// Keeps what is new, in the place of what was known of these hosts.
    package func keep(anchors: [AnchorRecord]) async throws(StoreError) {
        try await change { database in
            for anchor in anchors {
                try database.run(
                    """
                    INSERT OR REPLACE INTO anchor (host, fingerprint, public_key, subject, since)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    [
                        anchor.host, anchor.fingerprint, anchor.publicKey, anchor.subject,
                        anchor.since.microseconds,
                    ])
            }
        }
    }
}
