/// How much a file system can still take.
package struct DiskSpace: Hashable, Sendable {
    /// Bytes free to this user.
    package let freeBytes: Int64
    package let totalBytes: Int64
    /// Inodes free to this user; nil on file systems that have no such limit.
    package let freeInodes: Int64?

    package init(freeBytes: Int64, totalBytes: Int64, freeInodes: Int64?) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
        self.freeInodes = freeInodes
    }
}
