package import Primitives

/// One complete published state of the mirror.
package struct GenerationRecord: Hashable, Sendable {
    package var number: Int
    /// When it went live; nil for one that is ready but was never switched to.
    package var publishedAt: Instant?
    /// When another one took its place.
    package var leftLiveAt: Instant?
    package var projects: Int
    package var files: Int
    package var bytes: Int64
    /// SHA-256 over the sorted lines `project page-digest`, in hexadecimal.
    package var content: String

    package init(
        number: Int, publishedAt: Instant?, leftLiveAt: Instant? = nil, projects: Int, files: Int,
        bytes: Int64, content: String
    ) {
        self.number = number
        self.publishedAt = publishedAt
        self.leftLiveAt = leftLiveAt
        self.projects = projects
        self.files = files
        self.bytes = bytes
        self.content = content
    }
}
