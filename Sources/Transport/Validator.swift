/// By what a server tells one version of a resource from another (RFC 9110 8.8).
package struct Validator: Hashable, Sendable {
    /// As received, quotes and `W/` included.
    package var etag: String?
    /// As received, an HTTP date.
    package var lastModified: String?

    package init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    package var isEmpty: Bool { etag == nil && lastModified == nil }

    /// What `If-Range` may carry; a weak entity tag must not be sent there (RFC 9110 13.1.5).
    var rangeCondition: String? {
        if let etag, !etag.hasPrefix("W/") { return etag }
        return lastModified
    }
}
