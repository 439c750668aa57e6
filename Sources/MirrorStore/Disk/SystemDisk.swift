import CPOSIX
import Cryptography
import Glibc
import Primitives

/// The disk of this machine.
package struct SystemDisk: Disk {
    package init() {}

    package func createDirectory(_ path: String, mode: UInt32) throws(StoreError) {
        if Interruption.outlived({ unsafe mkdir(SystemText.path(path), mode) }) == 0 {
            return try setMode(path, mode)
        }
        let reason = errno
        guard reason == EEXIST, let found = try status(path) else {
            throw StoreError(errno: reason, operation: "create", path: path)
        }
        // A link counts as what it leads to; one that leads nowhere cannot be a folder.
        if found.kind == .directory { return }
        guard found.kind == .link, try target(path)?.kind == .directory else {
            throw StoreError(
                .inTheWay(found: found.kind, wanted: .directory), operation: "create", path: path)
        }
    }

    package func open(_ path: String) throws(StoreError) -> OpenFile {
        try handle(path, O_RDONLY, 0, "open")
    }

    package func openForUpdate(_ path: String, mode: UInt32) throws(StoreError) -> OpenFile {
        let handle = try handle(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode, "open")
        try setMode(handle, mode)
        return handle
    }

    /// A place for bytes that nobody keeps (null(4)).
    package func openForDiscard() throws(StoreError) -> OpenFile {
        let path = "/dev/null"
        let descriptor = Interruption.outlived {
            unsafe Glibc.open(SystemText.path(path), O_WRONLY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw .last("open", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    package func write(
        to path: String, mode: UInt32,
        content: ((_ piece: [UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
        let handle = try handle(path, flags, mode, "create")
        try setMode(handle, mode)
        var offset: Int64 = 0
        try content { piece throws(StoreError) in
            try handle.write(piece, at: offset)
            offset += Int64(piece.count)
        }
    }

    package func read(_ path: String) throws(StoreError) -> [UInt8] {
        let handle = try open(path)
        let size = Int(try handle.size())
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        while bytes.count < size {
            let piece = try handle.read(at: Int64(bytes.count), upTo: size - bytes.count)
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// Opens a file or folder; nothing else is waited for.
    private func handle(
        _ path: String, _ flags: Int32, _ mode: UInt32, _ operation: String
    ) throws(StoreError) -> OpenFile {
        // Without O_NONBLOCK a FIFO would hold the run until somebody opens its other end.
        let flags = flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let descriptor = Interruption.outlived {
            unsafe Glibc.open(SystemText.path(path), flags, mode)
        }
        guard descriptor >= 0 else {
            let reason = errno
            if [EISDIR, ELOOP, ENXIO].contains(reason), let found = try status(path)?.kind,
                found != .file
            {
                throw StoreError(
                    .inTheWay(found: found, wanted: .file), operation: operation, path: path)
            }
            throw StoreError(errno: reason, operation: operation, path: path)
        }
        let handle = OpenFile(descriptor: descriptor, path: path)
        let found = try handle.status().kind
        guard found == .file || found == .directory else {
            throw StoreError(
                .inTheWay(found: found, wanted: .file), operation: operation, path: path)
        }
        return handle
    }

    private func setMode(_ file: OpenFile, _ mode: UInt32) throws(StoreError) {
        guard Interruption.outlived({ fchmod(file.descriptor, mode) }) == 0 else {
            throw .last("set the mode of", file.path)
        }
    }

    package func setMode(_ path: String, _ mode: UInt32) throws(StoreError) {
        guard Interruption.outlived({ unsafe chmod(SystemText.path(path), mode) }) == 0 else {
            throw .last("set the mode of", path)
        }
    }

    package func rename(_ path: String, to target: String) throws(StoreError) {
        // It would give way without a word, and whoever put it there waits for ever.
        if let found = try status(target)?.kind, [.pipe, .socket, .device].contains(found) {
            throw StoreError(
                .inTheWay(found: found, wanted: .file), operation: "rename to", path: target)
        }
        guard
            Interruption.outlived({
                unsafe Glibc.rename(SystemText.path(path), SystemText.path(target))
            }) != 0
        else {
            return
        }
        let reason = errno
        if [EISDIR, ENOTEMPTY, EEXIST].contains(reason), let wanted = try status(path)?.kind,
            let found = try status(target)?.kind, found != wanted
        {
            throw StoreError(
                .inTheWay(found: found, wanted: wanted), operation: "rename to", path: target)
        }
        throw StoreError(errno: reason, operation: "rename to", path: target)
    }

    package func symlink(_ path: String, to target: String) throws(StoreError) {
        guard
            Interruption.outlived({
                unsafe Glibc.symlink(SystemText.path(target), SystemText.path(path))
            }) == 0
        else {
            throw .last("link", path)
        }
    }

    package func link(_ path: String, as name: String) throws(StoreError) {
        guard
            Interruption.outlived({
                unsafe Glibc.link(SystemText.path(path), SystemText.path(name))
            }) == 0
        else {
            throw .last("link", name)
        }
    }

    package func unlink(_ path: String) throws(StoreError) {
        guard Interruption.outlived({ unsafe Glibc.unlink(SystemText.path(path)) }) == 0 else {
            throw .last("delete", path)
        }
    }

    package func removeDirectory(_ path: String) throws(StoreError) {
        guard Interruption.outlived({ unsafe rmdir(SystemText.path(path)) }) == 0 else {
            throw .last("delete", path)
        }
    }

    package func readLink(_ path: String) throws(StoreError) -> String? {
        var target = [CChar](repeating: 0, count: 4096)
        let count = Interruption.outlived {
            unsafe readlink(SystemText.path(path), &target, target.count)
        }
        if count >= 0 {
            return SystemText.text(target[..<count].map { UInt8(bitPattern: $0) })
        }
        guard [ENOENT, ENOTDIR, EINVAL].contains(errno) else { throw .last("read", path) }
        return nil
    }

    package func list(_ path: String) throws(StoreError) -> [String] {
        var directory = unsafe opendir(SystemText.path(path))
        while unsafe directory == nil, errno == EINTR {
            unsafe directory = opendir(SystemText.path(path))
        }
        guard let directory = unsafe directory else {
            if errno == ENOENT { return [] }
            throw .last("list", path)
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                let start = unsafe UnsafeRawPointer(pointer)
                let length = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
                let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
                return unsafe SystemText.text(Array(bytes))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .last("list", path) }
        return names
    }

    package func status(_ path: String) throws(StoreError) -> FileStatus? {
        var found = stat()
        guard Interruption.outlived({ unsafe lstat(SystemText.path(path), &found) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .last("look at", path)
        }
        return FileStatus(found)
    }

    /// What a path leads to, links followed; nil where nothing stands there.
    package func target(_ path: String) throws(StoreError) -> FileStatus? {
        var found = stat()
        guard Interruption.outlived({ unsafe stat(SystemText.path(path), &found) }) == 0 else {
            if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
            throw .last("look at", path)
        }
        return FileStatus(found)
    }

    /// The path without links and dots (realpath(3)); nil where nothing stands there.
    package func realPath(_ path: String) -> String? {
        (try? resolve(path)) ?? nil
    }

    /// The path without links and dots (realpath(3)); nil where no name or link leads to anything.
    package func resolve(_ path: String) throws(StoreError) -> String? {
        do {
            return try LocalFile.realPath(path)
        } catch {
            if [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(error.errno) { return nil }
            throw StoreError(errno: error.errno, operation: "read", path: path)
        }
    }

    package func synchronize(_ path: String) throws(StoreError) {
        let handle = try open(path)
        guard Interruption.outlived({ fsync(handle.descriptor) }) == 0 else {
            throw .last("synchronise", path)
        }
    }

    package func synchronizeFilesystem(of path: String) throws(StoreError) {
        let handle = try open(path)
        guard Interruption.outlived({ syncfs(handle.descriptor) }) == 0 else {
            throw .last("synchronise", path)
        }
    }

    package func space(at path: String) throws(StoreError) -> DiskSpace {
        var found = statvfs()
        guard Interruption.outlived({ unsafe statvfs(SystemText.path(path), &found) }) == 0 else {
            throw .last("measure", path)
        }
        let unit = Int64(found.f_frsize)
        return DiskSpace(
            freeBytes: Int64(found.f_bavail) * unit, totalBytes: Int64(found.f_blocks) * unit,
            freeInodes: found.f_files == 0 ? nil : Int64(found.f_favail))
    }
}

extension FileStatus {
    init(_ found: stat) {
        self.init(
            kind: Kind(mode: found.st_mode), size: Int64(found.st_size),
            modifiedSeconds: Int64(found.st_mtim.tv_sec), device: UInt64(found.st_dev),
            inode: UInt64(found.st_ino), mode: found.st_mode & 0o7777)
    }
}

extension FileStatus.Kind {
    init(mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
    }
}
