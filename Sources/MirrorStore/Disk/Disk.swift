/// The disk as the store uses it: the seam at which tests make operations fail.
///
/// Paths are absolute or relative to the working directory; modes are set as given, whatever the
/// umask is. Every method throws `StoreError` with code `.disk`.
package protocol Disk: Sendable {
    /// Makes one directory; one that exists is left as it is.
    func createDirectory(_ path: String, mode: UInt32) throws(StoreError)
    /// Opens for reading.
    func open(_ path: String) throws(StoreError) -> OpenFile
    /// Opens for reading and writing and makes the file where it is missing.
    func openForUpdate(_ path: String, mode: UInt32) throws(StoreError) -> OpenFile
    /// Writes a whole file, new or in place of what stands there.
    /// - Parameter content: hands out the bytes, piece by piece.
    func write(
        to path: String, mode: UInt32,
        content: ((_ piece: [UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError)
    func read(_ path: String) throws(StoreError) -> [UInt8]
    func setMode(_ path: String, _ mode: UInt32) throws(StoreError)
    func rename(_ path: String, to target: String) throws(StoreError)
    func symlink(_ path: String, to target: String) throws(StoreError)
    /// A second name for a file.
    func link(_ path: String, as name: String) throws(StoreError)
    func unlink(_ path: String) throws(StoreError)
    func removeDirectory(_ path: String) throws(StoreError)
    /// The target of a symbolic link, nil where there is none.
    func readLink(_ path: String) throws(StoreError) -> String?
    /// The names in a directory, in no order; empty where there is none.
    func list(_ path: String) throws(StoreError) -> [String]
    /// What stands at a path, links not followed; nil where nothing does.
    func status(_ path: String) throws(StoreError) -> FileStatus?
    /// `fsync(2)` of a file or directory.
    func synchronize(_ path: String) throws(StoreError)
    /// `syncfs(2)` of the file system that holds `path`.
    func synchronizeFilesystem(of path: String) throws(StoreError)
    /// `statvfs(3)` of the file system that holds `path`.
    func space(at path: String) throws(StoreError) -> DiskSpace
}

extension Disk {
    /// Writes a whole file, new or in place of what stands there.
    package func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(StoreError) {
        try write(to: path, mode: mode) { write throws(StoreError) in try write(bytes) }
    }

    /// Makes a directory and the ones above it that are missing.
    package func createDirectories(_ path: String, mode: UInt32) throws(StoreError) {
        if try status(path) != nil { return try createDirectory(path, mode: mode) }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try createDirectories(String(path[..<slash]), mode: mode)
        }
        try createDirectory(path, mode: mode)
    }

    /// Removes what stands at a path, with everything below it; links are not followed.
    package func removeTree(_ path: String) throws(StoreError) {
        guard let status = try status(path) else { return }
        guard status.kind == .directory else { return try unlink(path) }
        for name in try list(path) { try removeTree(path + "/" + name) }
        try removeDirectory(path)
    }

    /// The path, or the first one above it at which something stands.
    package func nearest(to path: String) throws(StoreError) -> String {
        var path = path
        while try status(path + "/.") == nil, let slash = path.lastIndex(of: "/") {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
            if path == "/" { break }
        }
        return path
    }

    /// The directory at which the file system that holds `path` is mounted.
    package func mountPoint(of path: String) throws(StoreError) -> String {
        var path = path
        let device = try status(path)?.device
        while let slash = path.lastIndex(of: "/") {
            let parent = slash == path.startIndex ? "/" : String(path[..<slash])
            guard path != "/", try status(parent)?.device == device else { break }
            path = parent
        }
        return path
    }
}
