/// What stands at a path (`lstat(2)`).
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Sendable, CustomStringConvertible {
        case file, directory, link, pipe, socket, device

        package var description: String {
            switch self {
            case .file: "a file"
            case .directory: "a folder"
            case .link: "a link"
            case .pipe: "a FIFO"
            case .socket: "a socket"
            case .device: "a device"
            }
        }
    }
    package let kind: Kind
    /// Bytes.
    package let size: Int64
    /// Seconds since the epoch of the last change of the content.
    package let modifiedSeconds: Int64
    /// The file system.
    package let device: UInt64
    package let inode: UInt64
    package let mode: UInt32

    /// Whether both are the same thing on the disk, under whatever names.
    package func isSame(as other: FileStatus) -> Bool {
        device == other.device && inode == other.inode
    }
}
