import Glibc
import Synchronization

@testable import MirrorStore

/// A disk on which the n-th changing operation fails, and every one after it: a full disk, or a
/// process that dies there.
final class FailingDisk: Disk {
    private let real = SystemDisk()
    private let remaining: Mutex<Int>
    private let reason: Int32

    /// - Parameter successes: how many changing operations still work.
    init(after successes: Int, errno reason: Int32 = ENOSPC) {
        remaining = Mutex(successes)
        self.reason = reason
    }

    /// Whether an operation was refused.
    var hasFailed: Bool { remaining.withLock { $0 < 0 } }

    private func count(_ operation: String, _ path: String) throws(StoreError) {
        let isLeft = remaining.withLock { remaining in
            remaining = remaining > 0 ? remaining - 1 : -1
            return remaining >= 0
        }
        guard isLeft else { throw StoreError(errno: reason, operation: operation, path: path) }
    }

    func createDirectory(_ path: String, mode: UInt32) throws(StoreError) {
        try count("create", path)
        try real.createDirectory(path, mode: mode)
    }

    func openForUpdate(_ path: String, mode: UInt32) throws(StoreError) -> OpenFile {
        try count("open", path)
        return try real.openForUpdate(path, mode: mode)
    }

    /// Making the file and each of its pieces are operations of their own.
    func write(
        to path: String, mode: UInt32,
        content: ((_ piece: [UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError) {
        try count("create", path)
        var written: [UInt8] = []
        do throws(StoreError) {
            try content { piece throws(StoreError) in
                written += piece.prefix(piece.count / 2)
                try count("write", path)
                written += piece.dropFirst(piece.count / 2)
            }
        } catch {
            try real.write(written, to: path, mode: mode)
            throw error
        }
        try real.write(written, to: path, mode: mode)
    }

    func setMode(_ path: String, _ mode: UInt32) throws(StoreError) {
        try count("set the mode of", path)
        try real.setMode(path, mode)
    }

    func rename(_ path: String, to target: String) throws(StoreError) {
        try count("rename to", target)
        try real.rename(path, to: target)
    }

    func symlink(_ path: String, to target: String) throws(StoreError) {
        try count("link", path)
        try real.symlink(path, to: target)
    }

    func link(_ path: String, as name: String) throws(StoreError) {
        try count("link", name)
        try real.link(path, as: name)
    }

    func unlink(_ path: String) throws(StoreError) {
        try count("delete", path)
        try real.unlink(path)
    }

    func removeDirectory(_ path: String) throws(StoreError) {
        try count("delete", path)
        try real.removeDirectory(path)
    }

    func synchronize(_ path: String) throws(StoreError) {
        try count("synchronise", path)
        try real.synchronize(path)
    }

    func synchronizeFilesystem(of path: String) throws(StoreError) {
        try count("synchronise", path)
        try real.synchronizeFilesystem(of: path)
    }

    func open(_ path: String) throws(StoreError) -> OpenFile { try real.open(path) }
    func read(_ path: String) throws(StoreError) -> [UInt8] { try real.read(path) }
    func readLink(_ path: String) throws(StoreError) -> String? { try real.readLink(path) }
    func list(_ path: String) throws(StoreError) -> [String] { try real.list(path) }
    func status(_ path: String) throws(StoreError) -> FileStatus? { try real.status(path) }
    func space(at path: String) throws(StoreError) -> DiskSpace { try real.space(at: path) }
}
