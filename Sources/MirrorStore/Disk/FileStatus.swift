/// What stands at a path (`lstat(2)`).
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Sendable { case file, directory, link, other }
    package let kind: Kind
    /// Bytes.
    package let size: Int64
    /// Seconds since the epoch of the last change of the content.
    package let modifiedSeconds: Int64
    /// The file system.
    package let device: UInt64
    package let mode: UInt32
}
