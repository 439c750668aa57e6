import Glibc

/// The families of disk errors that end a run in different ways.
package enum DiskFailure: Hashable, Sendable {
    /// No space, no inodes, no quota, no permission, or a read-only file system.
    case cannotCreate
    /// The device failed.
    case inputOutput
    /// Too many open files.
    case tooManyFiles
    case other

    init(errno number: Int32) {
        self =
            switch number {
            case ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOTDIR, EFBIG: .cannotCreate
            case EIO: .inputOutput
            case EMFILE, ENFILE: .tooManyFiles
            default: .other
            }
    }
}
