import CPOSIX
import Glibc

/// The disk of this machine.
package struct SystemDisk: Disk {
    package init() {}

    package func createDirectory(_ path: String, mode: UInt32) throws(StoreError) {
        if unsafe mkdir(path, mode) == 0 { return try setMode(path, mode) }
        let reason = errno
        guard reason == EEXIST else {
            throw StoreError(errno: reason, operation: "create", path: path)
        }
    }

    package func open(_ path: String) throws(StoreError) -> OpenFile {
        try handle(path, O_RDONLY, 0, "open")
    }

    package func openForUpdate(_ path: String, mode: UInt32) throws(StoreError) -> OpenFile {
        let handle = try handle(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode, "open")
        guard fchmod(handle.descriptor, mode) == 0 else { throw .last("set the mode of", path) }
        return handle
    }

    /// A place for bytes that nobody keeps (null(4)).
    package func openForDiscard() throws(StoreError) -> OpenFile {
        try handle("/dev/null", O_WRONLY, 0, "open")
    }

    package func write(
        to path: String, mode: UInt32,
        content: ((_ piece: [UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
        let handle = try handle(path, flags, mode, "create")
        guard fchmod(handle.descriptor, mode) == 0 else { throw .last("set the mode of", path) }
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

    private func handle(
        _ path: String, _ flags: Int32, _ mode: UInt32, _ operation: String
    ) throws(StoreError) -> OpenFile {
        let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .last(operation, path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    package func setMode(_ path: String, _ mode: UInt32) throws(StoreError) {
        guard unsafe chmod(path, mode) == 0 else { throw .last("set the mode of", path) }
    }

    package func rename(_ path: String, to target: String) throws(StoreError) {
        guard unsafe Glibc.rename(path, target) == 0 else { throw .last("rename to", target) }
    }

    package func symlink(_ path: String, to target: String) throws(StoreError) {
        guard unsafe Glibc.symlink(target, path) == 0 else { throw .last("link", path) }
    }

    package func link(_ path: String, as name: String) throws(StoreError) {
        guard unsafe Glibc.link(path, name) == 0 else { throw .last("link", name) }
    }

    package func unlink(_ path: String) throws(StoreError) {
        guard unsafe Glibc.unlink(path) == 0 else { throw .last("delete", path) }
    }

    package func removeDirectory(_ path: String) throws(StoreError) {
        guard unsafe rmdir(path) == 0 else { throw .last("delete", path) }
    }

    package func readLink(_ path: String) throws(StoreError) -> String? {
        var target = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink(path, &target, target.count)
        if count >= 0 {
            return String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard errno == ENOENT || errno == EINVAL else { throw .last("read", path) }
        return nil
    }

    package func list(_ path: String) throws(StoreError) -> [String] {
        guard let directory = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw .last("list", path)
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(
                    cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .last("list", path) }
        return names
    }

    package func status(_ path: String) throws(StoreError) -> FileStatus? {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else {
            if errno == ENOENT { return nil }
            throw .last("look at", path)
        }
        let kind: FileStatus.Kind =
            switch found.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        return FileStatus(
            kind: kind, size: Int64(found.st_size), modifiedSeconds: Int64(found.st_mtim.tv_sec),
            device: UInt64(found.st_dev), mode: found.st_mode & 0o7777)
    }

    package func synchronize(_ path: String) throws(StoreError) {
        let handle = try open(path)
        guard fsync(handle.descriptor) == 0 else { throw .last("synchronise", path) }
    }

    package func synchronizeFilesystem(of path: String) throws(StoreError) {
        let handle = try open(path)
        guard syncfs(handle.descriptor) == 0 else { throw .last("synchronise", path) }
    }

    package func space(at path: String) throws(StoreError) -> DiskSpace {
        var found = statvfs()
        guard unsafe statvfs(path, &found) == 0 else { throw .last("measure", path) }
        let unit = Int64(found.f_frsize)
        return DiskSpace(
            freeBytes: Int64(found.f_bavail) * unit, totalBytes: Int64(found.f_blocks) * unit,
            freeInodes: found.f_files == 0 ? nil : Int64(found.f_favail))
    }
}
