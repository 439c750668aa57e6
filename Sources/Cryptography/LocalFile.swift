import Glibc
import Primitives

/// The little that certificates need of the disk: a whole file, a folder's names, a safe write.
///
/// It stands in this room because Trust, which uses it, does without unsafe calls.
package enum LocalFile {
    package enum Kind: Hashable, Sendable {
        case regular, directory
        /// A FIFO, a socket, a device: what it is, with its article.
        case other(String)
    }

    /// What stat(2) says.
    package struct Status: Hashable, Sendable {
        package let kind: Kind
        /// In bytes.
        package let size: Int
        /// The permission bits.
        package let mode: UInt32
        /// A user's number.
        package let owner: UInt32
        package let identity: Identity
    }

    /// The same for every name of one file.
    package struct Identity: Hashable, Sendable {
        let device: UInt
        let inode: UInt
    }

    /// The user as whom the process reads and writes.
    package static var effectiveUser: UInt32 { geteuid() }

    /// Follows symbolic links.
    package static func status(_ path: String) throws(SystemCallError) -> Status {
        var record = stat()
        guard unsafe stat(SystemText.path(path), &record) == 0 else { throw SystemCallError.last() }
        return Status(record)
    }

    /// Whether a symbolic link stands there, wherever it leads.
    package static func isLink(_ path: String) -> Bool {
        var record = stat()
        return unsafe lstat(SystemText.path(path), &record) == 0
            && record.st_mode & S_IFMT == S_IFLNK
    }

    /// The absolute path that leads to the same file without any link, `.` or `..`.
    package static func realPath(_ path: String) throws(SystemCallError) -> String {
        guard let found = unsafe realpath(SystemText.path(path), nil) else {
            throw SystemCallError.last()
        }
        defer { unsafe free(found) }
        let bytes = unsafe UnsafeBufferPointer(start: found, count: strlen(found))
        return SystemText.text(unsafe bytes.map { UInt8(bitPattern: $0) })
    }

    /// The directory that relative paths start from.
    package static func workingDirectory() throws(SystemCallError) -> String { try realPath(".") }

    /// The content of a regular file; a directory is `EISDIR`, anything else `EINVAL`.
    /// - Parameters:
    ///   - limit: in bytes; a larger file is `EFBIG`.
    ///   - waitsForPipe: whether a pipe will do as well, read to its end; else nothing ever blocks.
    ///     A FIFO that nobody writes to is given a second.
    package static func read(
        _ path: String, limit: Int, waitsForPipe: Bool = false
    ) throws(SystemCallError) -> [UInt8] {
        let descriptor = unsafe open(SystemText.path(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw obstacle(at: path, .last()) }
        defer { close(descriptor) }
        var record = stat()
        guard unsafe fstat(descriptor, &record) == 0 else { throw SystemCallError.last() }
        let isPipe = record.st_mode & S_IFMT == S_IFIFO
        switch Status(record).kind {
        case .directory: throw SystemCallError(errno: EISDIR)
        case .other(let name) where !(waitsForPipe && isPipe):
            throw SystemCallError(errno: EINVAL, obstacle: name)
        case .regular, .other: break
        }
        guard record.st_size <= limit else { throw SystemCallError(errno: EFBIG) }
        // One byte more than the file is said to have, so that its end shows at once.
        var bytes = try read(descriptor, room: Int(record.st_size) + 1)
        if isPipe, bytes.isEmpty, !isAnonymous(descriptor) {
            // Whoever writes to it may have been started at the same time.
            wait(for: descriptor, milliseconds: 1000)
            bytes = try read(descriptor, room: 1)
            guard !bytes.isEmpty else {
                throw SystemCallError(errno: EINVAL, obstacle: "a FIFO that nothing writes to")
            }
        }
        var isAtEnd = bytes.count <= Int(record.st_size)
        while !isAtEnd, bytes.count <= limit {
            let chunk = try read(descriptor, room: 1 << 16)
            bytes += chunk
            isAtEnd = chunk.isEmpty
        }
        guard bytes.count <= limit else { throw SystemCallError(errno: EFBIG) }
        return bytes
    }

    /// What cannot be opened, as a socket cannot.
    private static func obstacle(at path: String, _ error: SystemCallError) -> SystemCallError {
        guard error.errno == ENXIO, case .other(let name)? = (try? status(path))?.kind else {
            return error
        }
        return SystemCallError(errno: EINVAL, obstacle: name)
    }

    /// Whether a pipe has no place on a disk, as a shell's have none.
    private static func isAnonymous(_ descriptor: Int32) -> Bool {
        (try? realPath("/proc/self/fd/\(descriptor)")) == nil
    }

    /// Waits until something can be read.
    /// - Parameter milliseconds: at most; below 0: without end.
    private static func wait(for descriptor: Int32, milliseconds: Int32 = -1) {
        var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&wish, 1, milliseconds)
    }

    private static func read(_ descriptor: Int32, room: Int) throws(SystemCallError) -> [UInt8] {
        var failure: SystemCallError?
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                let got = unsafe Glibc.read(
                    descriptor, buffer.baseAddress?.advanced(by: count), room - count)
                if got == 0 { break }
                if got < 0, errno == EINTR { continue }
                if got < 0, errno == EAGAIN {
                    wait(for: descriptor)
                    continue
                }
                if got < 0 {
                    failure = SystemCallError.last()
                    break
                }
                count += got
            }
        }
        if let failure { throw failure }
        return chunk
    }

    /// Whether this user may change what stands there; false where nothing does.
    package static func isWritable(_ path: String) -> Bool {
        unsafe faccessat(AT_FDCWD, SystemText.path(path), W_OK, AT_EACCESS) == 0
    }

    /// The names in a directory, sorted, without `.` and `..`.
    package static func entries(of directory: String) throws(SystemCallError) -> [String] {
        guard let stream = unsafe opendir(SystemText.path(directory)) else {
            throw SystemCallError.last()
        }
        defer { unsafe closedir(stream) }
        // The name ends where the record does, often before the 256 bytes of its declared type.
        guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return [] }
        var names: [String] = []
        Glibc.errno = 0
        while let entry = unsafe readdir(stream) {
            let start = unsafe UnsafeRawPointer(entry) + offset
            let bytes = unsafe start.assumingMemoryBound(to: UInt8.self)
            let name = SystemText.text(
                unsafe Array(UnsafeBufferPointer(start: bytes, count: strlen(bytes))))
            if name != ".", name != ".." { names.append(name) }
        }
        guard Glibc.errno == 0 else { throw SystemCallError.last() }
        return names.sorted()
    }

    /// Makes a directory (mode 0700) and those above it; one that exists is left alone.
    package static func makeDirectory(_ path: String) throws(SystemCallError) {
        if unsafe mkdir(SystemText.path(path), 0o700) == 0 || errno == EEXIST { return }
        let failure = SystemCallError.last()
        guard failure.errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex
        else { throw failure }
        try makeDirectory(String(path[..<slash]))
        guard unsafe mkdir(SystemText.path(path), 0o700) == 0 || errno == EEXIST else {
            throw SystemCallError.last()
        }
    }

    /// Puts a file of mode 0600 in place by rename: readers see the old content or the new one.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemCallError) {
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        do throws(SystemCallError) {
            try create(temporary, bytes, mode: 0o600)
            guard unsafe rename(SystemText.path(temporary), SystemText.path(path)) == 0 else {
                throw SystemCallError.last()
            }
        } catch {
            unsafe unlink(SystemText.path(temporary))
            throw error
        }
    }

    /// Writes a file that must not exist yet; a link there counts as one.
    package static func create(
        _ path: String, _ bytes: [UInt8], mode: UInt32
    ) throws(SystemCallError) {
        let descriptor = unsafe open(
            SystemText.path(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemCallError.last() }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemCallError.last() }
            written += count
        }
    }
}

extension LocalFile.Status {
    fileprivate init(_ record: stat) {
        kind =
            switch record.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFIFO: .other("a FIFO")
            case S_IFSOCK: .other("a socket")
            default: .other("a device")
            }
        size = Int(record.st_size)
        mode = UInt32(record.st_mode & 0o7777)
        owner = record.st_uid
        identity = LocalFile.Identity(device: UInt(record.st_dev), inode: UInt(record.st_ino))
    }
}
