package import Primitives

/// What the last runs learnt of one index's list of projects; the names are kept beside it.
package struct RootRecord: Hashable, Sendable {
    package var index: IndexID
    /// Stands for how the index was asked when the list was accepted; empty where that is not known.
    package var access: String
    package var etag: String?
    package var lastModified: String?
    /// Projects on the accepted list.
    package var count: Int
    package var acceptedAt: Instant?
    /// Runs in which the list had lost all its names.
    package var emptied: Streak?
    /// Of the accepted list, where the index counts its changes.
    package var serial: Int64?

    package init(
        index: IndexID, access: String = "", etag: String? = nil, lastModified: String? = nil,
        count: Int = 0,
        acceptedAt: Instant? = nil, emptied: Streak? = nil, serial: Int64? = nil
    ) {
        self.index = index
        self.access = access
        self.etag = etag
        self.lastModified = lastModified
        self.count = count
        self.acceptedAt = acceptedAt
        self.emptied = emptied
        self.serial = serial
    }
}
