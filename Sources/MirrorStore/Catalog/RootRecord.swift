package import Primitives

/// What the last runs learnt of one index's list of projects; the names are kept beside it.
package struct RootRecord: Hashable, Sendable {
    /// The index's URL, without credentials.
    package var index: String
    package var etag: String?
    package var lastModified: String?
    /// Projects on the accepted list.
    package var count: Int
    package var acceptedAt: Instant?
    /// Runs in which the list had lost all its names.
    package var emptied: Streak?

    package init(
        index: String, etag: String? = nil, lastModified: String? = nil, count: Int = 0,
        acceptedAt: Instant? = nil, emptied: Streak? = nil
    ) {
        self.index = index
        self.etag = etag
        self.lastModified = lastModified
        self.count = count
        self.acceptedAt = acceptedAt
        self.emptied = emptied
    }
}
