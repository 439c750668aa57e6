import Glibc

/// The families of disk errors that end a run in different ways.
package enum DiskFailure: Hashable, Sendable {
    /// No space, no inodes, no quota, no permission, a read-only file system, or something that
    /// stands in the way: a person has to act.
    case cannotCreate
    /// The device failed.
    case inputOutput
    /// Something that processes share ran out for the moment: descriptors, memory, locks.
    case exhausted

    package init(errno number: Int32) {
        self =
            switch number {
            case EMFILE, ENFILE, EAGAIN, ENOMEM, ENOBUFS, ENOLCK, EINTR, EDEADLK: .exhausted
            case EIO, ESTALE, EREMOTEIO, EUCLEAN, ENODATA, EBADMSG, ETIMEDOUT, ENOMEDIUM:
                .inputOutput
            default: .cannotCreate
            }
    }
}
