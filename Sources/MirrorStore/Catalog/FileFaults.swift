import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// What the system said to a file operation of SQLite's that failed.
struct FileFault: Hashable, Sendable {
    let errno: Int32
    /// nil where it is not known which file it was.
    let path: String?
}

/// The last failure of a file under SQLite: its own codes say neither why nor which file.
///
/// Most are in its log, with function and path; those of reading and writing are seen by standing
/// in the place of these calls (sqlite.org/c3ref/vfs.html, xSetSystemCall).
enum FileFaults {
    private static let noted = Mutex<FileFault?>(nil)
    private static let isWatching = Mutex(false)

    static var last: FileFault? { noted.withLock(\.self) }

    static func forget() { noted.withLock { $0 = nil } }

    /// Runs `body` again where nothing but a signal ended it: SQLite does so itself for some calls.
    static func outlivingSignals<Value>(_ body: () throws -> Value) throws -> Value {
        for _ in 0..<100 {
            forget()
            do {
                return try body()
            } catch let error as StoreError where error.code == .disk(errno: EINTR) {
                continue
            } catch is DatabaseError where last?.errno == EINTR {
                continue
            }
        }
        return try body()
    }

    /// Begins to watch; to be called before the first connection of the process is opened.
    static func watch() {
        isWatching.withLock { isWatching in
            guard !isWatching else { return }
            isWatching = true
            unsafe Database.logError = { _, message in note(message) }
            standIn()
        }
    }

    /// As in `os_unix.c:45012: (24) open(/srv/mirror/state.sqlite-wal) - Too many open files`.
    private static func note(_ message: String) {
        guard let match = message.firstMatch(of: #/: \((\d+)\) \w+\((.*)\) - /#),
            let number = Int32(match.1), number != 0
        else { return }
        note(number, String(match.2))
    }

    /// Of failures one after another the first is the cause. What is not there SQLite makes.
    private static func note(_ number: Int32, _ path: String?) {
        guard number != ENOENT else { return }
        noted.withLock { $0 = $0 ?? FileFault(errno: number, path: path) }
    }

    private static func note(_ descriptor: Int32) {
        let number = errno
        // SQLite itself does again what a signal interrupted here.
        if number == EINTR { return }
        var target = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
        let path =
            count > 0
            ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
        note(number, path)
        errno = number
    }

    private typealias Open = @convention(c) (UnsafePointer<CChar>?, Int32, Int32) -> Int32
    private typealias Read = @convention(c) (Int32, UnsafeMutableRawPointer?, Int) -> Int
    private typealias Write = @convention(c) (Int32, UnsafeRawPointer?, Int) -> Int
    private typealias ReadAt = @convention(c) (Int32, UnsafeMutableRawPointer?, Int, Int) -> Int
    private typealias WriteAt = @convention(c) (Int32, UnsafeRawPointer?, Int, Int) -> Int

    private static func standIn() {
        let open: Open = { path, flags, mode in
            guard let path = unsafe path else { return -1 }
            let result = unsafe Glibc.open(path, flags, mode_t(mode))
            let number = errno
            if result < 0, number != EINTR {
                unsafe FileFaults.note(number, String(cString: path))
            }
            errno = number
            return result
        }
        let read: Read = { file, buffer, count in
            let result = unsafe Glibc.read(file, buffer, count)
            if result < 0 { FileFaults.note(file) }
            return result
        }
        let write: Write = { file, buffer, count in
            let result = unsafe Glibc.write(file, buffer, count)
            if result < 0 { FileFaults.note(file) }
            return result
        }
        let readAt: ReadAt = { file, buffer, count, offset in
            let result = unsafe pread(file, buffer, count, offset)
            if result < 0 { FileFaults.note(file) }
            return result
        }
        let writeAt: WriteAt = { file, buffer, count, offset in
            let result = unsafe pwrite(file, buffer, count, offset)
            if result < 0 { FileFaults.note(file) }
            return result
        }
        unsafe replace(["open"], unsafeBitCast(open, to: sqlite3_syscall_ptr.self))
        unsafe replace(["read"], unsafeBitCast(read, to: sqlite3_syscall_ptr.self))
        unsafe replace(["write"], unsafeBitCast(write, to: sqlite3_syscall_ptr.self))
        unsafe replace(["pread", "pread64"], unsafeBitCast(readAt, to: sqlite3_syscall_ptr.self))
        unsafe replace(
            ["pwrite", "pwrite64"], unsafeBitCast(writeAt, to: sqlite3_syscall_ptr.self))
    }

    private static func replace(_ names: [String], _ call: sqlite3_syscall_ptr) {
        guard let system = unsafe sqlite3_vfs_find(nil) else { return }
        // A name that this build of SQLite has no use for stays without.
        for name in names { _ = unsafe system.pointee.xSetSystemCall(system, name, call) }
    }
}
