import Foundation
import GRDB
package import Primitives

extension Catalog {
    /// The METADATA of a file that a resolution looked at before; nil where none is kept.
    /// - Parameter key: the file's SHA-256, and who says so.
    package func metadata(keptUnder key: String) throws(StoreError) -> [UInt8]? {
        try run { database in
            // A catalog that is only read may be of the version before.
            guard try database.tableExists("metadata") else { return nil }
            return try database.row(
                "SELECT content FROM main.metadata WHERE sha256 = ?", [key])?.bytes(0)
        }
    }

    /// Keeps METADATA by its key; what no run has used for half a year goes.
    package func keep(
        metadata: [String: [UInt8]], at now: Instant
    ) async throws(StoreError) {
        try await change { database in
            for (key, content) in metadata {
                try database.run(
                    "INSERT OR REPLACE INTO metadata (sha256, content, used_at) VALUES (?, ?, ?)",
                    [key, Data(content), now.microseconds])
            }
            let old = now - .seconds(183 * 86_400)
            try database.run("DELETE FROM metadata WHERE used_at < ?", [old.microseconds])
        }
    }
}
