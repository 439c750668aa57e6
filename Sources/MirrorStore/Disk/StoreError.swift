import Glibc

/// Why the mirror on disk could not be read or changed.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, to switch on.
    package enum Code: Hashable, Sendable {
        /// A system call failed with this `errno`.
        case disk(errno: Int32)
        /// Another process writes to the mirror; its notes, where it left any.
        case lockHeld(LockHolder?)
        /// The file system knows no `flock(2)`.
        case lockUnsupported
        /// Something stands at the path that cannot serve as what belongs there.
        case inTheWay(found: FileStatus.Kind, wanted: FileStatus.Kind)
        /// A folder of the mirror's layout is a link.
        case linkedFolder
        /// Parts of the mirror stand on different file systems, so that renaming cannot work.
        case severalFilesystems
        /// The catalog was written by a newer version (SQLite's `user_version`).
        case newerCatalog(found: Int, known: Int)
        case damagedCatalog
        case missingCatalog
        /// The catalog was opened for reading only.
        case readOnlyCatalog
        /// Another process keeps the catalog locked.
        case busyCatalog
        /// No generation of this number can be published.
        case unknownGeneration(Int)
        /// A killed run, or another program, left a change half made; whoever may write undoes it.
        case unfinishedCatalog
        /// The run was told to end while a statement was at work.
        case interrupted
        /// A statement that SQLite refuses: a fault of this program.
        case rejectedStatement
    }

    package let code: Code
    /// What was being done, as it follows "could not": `write`, `rename`, `open the catalog`.
    package let operation: String
    /// The file or directory concerned.
    package let path: String
    /// SQLite's or the system's own words, where there are any.
    package let reason: String

    package init(_ code: Code, operation: String, path: String, reason: String = "") {
        self.code = code
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    /// A failed system call.
    package init(errno number: Int32, operation: String, path: String) {
        self.init(
            .disk(errno: number), operation: operation, path: path,
            reason: unsafe String(cString: strerror(number)).lowercased())
    }

    /// The error of the system call that has just failed.
    static func last(_ operation: String, _ path: String) -> StoreError {
        StoreError(errno: errno, operation: operation, path: path)
    }

    /// The family of a disk error; nil when the disk is not to blame.
    package var diskFailure: DiskFailure? {
        switch code {
        case .disk(let number): DiskFailure(errno: number)
        case .inTheWay: .cannotCreate
        default: nil
        }
    }

    /// Nothing may be written there, however much room there is.
    package var deniesWriting: Bool {
        [EROFS, EACCES, EPERM].contains { code == .disk(errno: $0) }
    }

    /// Somebody only wanted to see what is there.
    package var isOfReading: Bool { ["look at", "list", "read"].contains(operation) }

    /// There is no room left: no blocks, no inodes, no quota.
    package var lacksRoom: Bool { code == .disk(errno: ENOSPC) || code == .disk(errno: EDQUOT) }

    /// There is nothing at the path, or at a directory above it.
    package var isMissing: Bool { code == .disk(errno: ENOENT) }

    /// There is no directory for it, or something else stands in the place of one.
    var lacksDirectory: Bool { isMissing || code == .disk(errno: ENOTDIR) }

    package var description: String {
        switch code {
        case .lockHeld(let holder):
            let who = holder.map { " by \($0)" } ?? ""
            return "\(path) is held\(who)"
        case .lockUnsupported:
            return "the file system of \(path) does not support flock"
        case .inTheWay(let found, let wanted):
            return "\(path) is \(found) where \(wanted) belongs"
                + (reason.isEmpty ? "" : ": \(reason)")
        case .linkedFolder:
            return "\(path) is a link where a folder of the mirror belongs"
        case .severalFilesystems:
            return "\(path) is not on the same file system as the rest of the mirror"
        case .newerCatalog(let found, let known):
            return "\(path) has version \(found), this program knows versions up to \(known)"
        case .damagedCatalog:
            return "\(path) is damaged" + (reason.isEmpty ? "" : ": \(reason)")
        case .missingCatalog:
            return "there is no catalog at \(path)"
        case .unknownGeneration(let number):
            return "there is no generation \(number) in \(path)"
        case .unfinishedCatalog:
            return "\(path) was left half written by a run that was killed"
        case .interrupted:
            return "the run ended before it could \(operation) \(path)"
        case .disk, .readOnlyCatalog, .busyCatalog, .rejectedStatement:
            return "could not \(operation) \(path)" + (reason.isEmpty ? "" : ": \(reason)")
        }
    }
}
