import CPOSIX
import Glibc
package import Primitives
import Synchronization

/// The right to change a mirror: an `flock(2)` that lives as long as the process or this value.
package final class MirrorLock: Sendable {
    private let file: OpenFile
    private let holder: Mutex<LockHolder>

    private init(file: OpenFile, holder: LockHolder) {
        self.file = file
        self.holder = Mutex(holder)
    }

    /// Takes the lock without waiting and writes who took it into its file.
    ///
    /// Makes the mirror's directory where it is missing.
    /// - Throws: `lockHeld`, `lockUnsupported` (a network file system without locks) or `disk`.
    package static func acquire(
        _ layout: MirrorLayout, command: String, now: Instant, disk: any Disk = SystemDisk()
    ) throws(StoreError) -> MirrorLock {
        try acquire(layout.lock, command: command, now: now, disk: disk)
    }

    /// The same of another directory that one run fills at a time.
    /// - Parameter path: of the lock's file; the directory above it is made where it is missing.
    package static func acquire(
        _ path: String, command: String, now: Instant, disk: any Disk = SystemDisk()
    ) throws(StoreError) -> MirrorLock {
        if let slash = path.lastIndex(of: "/") {
            try disk.createDirectories(
                String(path[..<slash]), mode: MirrorLayout.sharedDirectory)
        }
        let file = try disk.openForUpdate(path, mode: MirrorLayout.sharedFile)
        try take(file)
        let holder = LockHolder(processID: getpid(), start: now, command: command, phase: "start")
        let lock = MirrorLock(file: file, holder: holder)
        do throws(StoreError) {
            try lock.write(holder)
        } catch  where error.diskFailure == .cannotCreate {
            // The lock itself takes no space, and gc, which makes some, needs it too.
            try? file.truncate(to: 0)
        }
        return lock
    }

    private static func take(_ file: OpenFile) throws(StoreError) {
        let taken = Interruption.outlived { flock(file.descriptor, LOCK_EX | LOCK_NB) }
        if taken == 0 { return }
        switch errno {
        case EWOULDBLOCK:
            throw StoreError(.lockHeld(noted(in: file)), operation: "lock", path: file.path)
        case ENOLCK, EOPNOTSUPP, ENOSYS:
            throw StoreError(.lockUnsupported, operation: "lock", path: file.path)
        default: throw .last("lock", file.path)
        }
    }

    deinit {
        try? file.truncate(to: 0)
        // Closing alone would leave the lock to a child that is just being started and has not yet
        // let go of what it inherited.
        flock(file.descriptor, LOCK_UN)
    }

    /// Who holds the lock; nil when nobody does.
    ///
    /// Goes by the notes in the file and whether their process lives: a reader that tried the lock
    /// itself could make a run that starts in this moment believe that the mirror is taken.
    package static func holder(
        _ layout: MirrorLayout, disk: any Disk = SystemDisk()
    ) -> LockHolder? {
        guard let file = try? disk.open(layout.lock), let holder = noted(in: file),
            kill(holder.processID, 0) == 0 || errno == EPERM
        else { return nil }
        return holder
    }

    private static func noted(in file: OpenFile) -> LockHolder? {
        guard let bytes = try? file.read(at: 0, upTo: 4096) else { return nil }
        return LockHolder(parsing: String(decoding: bytes, as: UTF8.self))
    }

    /// Notes what the run is doing; a failure to note it is nobody's loss.
    package func setPhase(_ phase: String) {
        let next = holder.withLock { holder in
            holder = LockHolder(
                processID: holder.processID, start: holder.start, command: holder.command,
                phase: phase)
            return holder
        }
        try? write(next)
    }

    private func write(_ holder: LockHolder) throws(StoreError) {
        let bytes = Array(holder.text.utf8)
        try file.write(bytes)
        try file.truncate(to: Int64(bytes.count))
    }
}
