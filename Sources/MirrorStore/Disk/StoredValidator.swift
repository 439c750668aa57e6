/// By which a server recognises the version of a file that was fetched in part (RFC 9110 8.8).
package struct StoredValidator: Hashable, Sendable {
    package let etag: String?
    package let lastModified: String?

    package init(etag: String?, lastModified: String?) {
        self.etag = etag
        self.lastModified = lastModified
    }

    /// - Returns: nil when neither is there.
    init?(parsing bytes: [UInt8]) {
        var etag: String?
        var lastModified: String?
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("etag: ") { etag = String(line.dropFirst(6)) }
            if line.hasPrefix("last-modified: ") { lastModified = String(line.dropFirst(15)) }
        }
        guard etag != nil || lastModified != nil else { return nil }
        self.init(etag: etag, lastModified: lastModified)
    }

    var text: [UInt8] {
        let lines = [etag.map { "etag: \($0)\n" }, lastModified.map { "last-modified: \($0)\n" }]
        return Array(lines.compactMap(\.self).joined().utf8)
    }
}
