import GRDB
import Glibc

extension StoreError {
    /// What SQLite reports, as an error of the disk where it is one.
    init(_ error: DatabaseError, path: String) {
        let operation = "use the catalog"
        switch error.resultCode {
        case .SQLITE_FULL: self.init(errno: ENOSPC, operation: operation, path: path)
        case .SQLITE_READONLY: self.init(errno: EROFS, operation: operation, path: path)
        case .SQLITE_IOERR: self.init(errno: EIO, operation: operation, path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM:
            self.init(errno: EACCES, operation: operation, path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damagedCatalog, operation: operation, path: path,
                reason: error.message ?? "\(error.resultCode)")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busyCatalog, operation: operation, path: path, reason: "it is locked")
        default:
            self.init(
                .rejectedStatement, operation: operation, path: path,
                reason: error.message ?? "\(error.resultCode)")
        }
    }

    /// A value in the catalog that this program cannot have written.
    static func damagedValue(_ reason: String, _ path: String) -> StoreError {
        StoreError(.damagedCatalog, operation: "use the catalog", path: path, reason: reason)
    }
}
