import GRDB
import Primitives

extension Catalog {
    /// The generations that went live and were not collected, in order of their numbers.
    package func generations() throws(StoreError) -> [GenerationRecord] {
        try generations("WHERE published_at IS NOT NULL AND NOT is_collected")
    }

    /// Also those that never went live and those that are gone.
    func allGenerations() throws(StoreError) -> [GenerationRecord] { try generations("") }

    package func generation(_ number: Int) throws(StoreError) -> GenerationRecord? {
        try generations("WHERE number = \(number)").first
    }

    private func generations(_ clause: String) throws(StoreError) -> [GenerationRecord] {
        let sql = """
            SELECT number, published_at, left_live_at, projects, files, bytes, content
            FROM main.generation \(clause) ORDER BY number
            """
        return try run { database in
            try database.rows(sql) { row in
                GenerationRecord(
                    number: row[0], publishedAt: row.instant(1), leftLiveAt: row.instant(2),
                    projects: row[3], files: row[4], bytes: row[5], content: row[6])
            }
        }
    }

    /// Records that the live link was swapped; waits for the disk.
    func recordSwap(
        to number: Int, from previous: Int?, at now: Instant
    ) throws(StoreError) {
        try transact { database in
            try database.run(
                """
                UPDATE main.generation SET published_at = coalesce(published_at, ?2),
                    left_live_at = NULL WHERE number = ?1
                """, [number, now.microseconds])
            if let previous, previous != number {
                try database.run(
                    "UPDATE main.generation SET left_live_at = ? WHERE number = ?",
                    [now.microseconds, previous])
            }
            try Self.clear(
                CatalogSchema.selectionTableNames + CatalogSchema.formerTableNames, database)
        }
    }

    /// Forgets a generation that never went live; waits for the disk.
    func forget(generation number: Int) throws(StoreError) {
        try transact { database in
            try database.run("DELETE FROM main.generation WHERE number = ?", [number])
        }
    }

    /// The generation that is held live until somebody releases it.
    package func heldGeneration() throws(StoreError) -> Int? {
        try setting(Self.holdKey).flatMap { Int($0) }
    }

    /// Holds a generation live, or releases the one that is held.
    package func hold(_ number: Int?) async throws(StoreError) {
        try await set([Self.holdKey: number.map { String($0) }])
    }

    private static let holdKey = "held-generation"
}
