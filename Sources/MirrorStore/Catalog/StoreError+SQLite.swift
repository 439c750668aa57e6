import GRDB
import Glibc
import Primitives

extension StoreError {
    /// What SQLite reports, as an error of the disk where it is one.
    /// - Parameter fault: what the system said to the file operation behind it, where one failed.
    init(_ error: DatabaseError, path: String, fault: FileFault?) {
        let operation = "use the catalog"
        let file = fault?.path ?? path
        func disk(_ number: Int32) -> StoreError {
            StoreError(errno: number, operation: "use", path: file)
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = disk(fault?.errno ?? ENOSPC)
        case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK:
            self.init(.unfinishedCatalog, operation: operation, path: path)
        case .SQLITE_READONLY: self = disk(fault?.errno ?? Self.objectionToWriting(path))
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_NOMEM,
            .SQLITE_NOMEM:
            self = disk(ENOMEM)
        case .SQLITE_IOERR: self = disk(fault?.errno ?? EIO)
        case .SQLITE_CANTOPEN, .SQLITE_PERM: self = disk(fault?.errno ?? EACCES)
        case .SQLITE_NOLFS: self = disk(EFBIG)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            // What could not be read looks like damage.
            if let fault {
                self = disk(fault.errno)
            } else {
                self.init(
                    .damagedCatalog, operation: operation, path: path,
                    reason: error.message ?? "\(error.resultCode)")
            }
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            self.init(.busyCatalog, operation: operation, path: path, reason: "it is locked")
        case .SQLITE_INTERRUPT:
            self.init(.interrupted, operation: operation, path: path)
        default:
            self.init(
                .rejectedStatement, operation: operation, path: path,
                reason: error.message ?? "\(error.resultCode)")
        }
    }

    /// Why a file that SQLite calls read-only may not be written.
    private static func objectionToWriting(_ path: String) -> Int32 {
        (unsafe access(SystemText.path(path), W_OK)) == 0 ? EROFS : errno
    }

    /// A value in the catalog that this program cannot have written.
    static func damagedValue(_ reason: String, _ path: String) -> StoreError {
        StoreError(.damagedCatalog, operation: "use the catalog", path: path, reason: reason)
    }
}
