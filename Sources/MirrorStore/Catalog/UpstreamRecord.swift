package import Primitives
package import PythonPackaging
package import SimpleIndex

/// What the last runs learnt of one project at one index; its page is kept beside it.
package struct UpstreamRecord: Hashable, Sendable {
    package var index: IndexID
    package var project: ProjectName
    /// Stands for how the index was asked when the page was accepted; empty where that is not known.
    package var access: String
    package var etag: String?
    package var lastModified: String?
    /// SHA-256 of the accepted page's stored form, in hexadecimal; nil when none was accepted yet.
    package var pageDigest: String?
    /// Files on the accepted page.
    package var listingSize: Int
    package var status: ProjectStatus
    package var acceptedAt: Instant?
    /// Runs in which the project answered 404 or 410.
    package var gone: Streak?
    /// Runs in which the page had lost all its files.
    package var emptied: Streak?
    /// Of the accepted page, where the index counts its changes.
    package var serial: Int64?

    package init(
        index: IndexID, project: ProjectName, access: String = "", etag: String? = nil,
        lastModified: String? = nil,
        pageDigest: String? = nil, listingSize: Int = 0, status: ProjectStatus = .active,
        acceptedAt: Instant? = nil, gone: Streak? = nil, emptied: Streak? = nil,
        serial: Int64? = nil
    ) {
        self.index = index
        self.project = project
        self.access = access
        self.etag = etag
        self.lastModified = lastModified
        self.pageDigest = pageDigest
        self.listingSize = listingSize
        self.status = status
        self.acceptedAt = acceptedAt
        self.gone = gone
        self.emptied = emptied
        self.serial = serial
    }
}
