internal import Cryptography
internal import FoundationEssentials
internal import Glibc
internal import MirrorStore
internal import Reporting

/// Small text files that people write: job files, secrets, settings.
package enum TextFile {
    /// Why a file could not be read.
    package struct Unreadable: Error, CustomStringConvertible {
        package let path: String
        package let isMissing: Bool
        package let reason: String

        package var description: String { "could not read \(path): \(reason)" }
    }

    package enum Kind: Sendable { case file, directory }

    /// - Returns: nil where nothing is; links are followed.
    package static func kind(of path: String) -> Kind? {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            return nil
        }
        return isDirectory ? .directory : .file
    }

    /// Where a file stands, links resolved; the path itself where nothing is.
    package static func realPath(_ path: String) -> String { SystemDisk().realPath(path) ?? path }

    /// Whether both paths lead to one file.
    package static func isSame(_ path: String, _ other: String) -> Bool {
        if path == other { return true }
        guard let found = try? SystemDisk().target(path),
            let present = try? SystemDisk().target(other)
        else { return false }
        return found.isSame(as: present)
    }

    /// The directory that an absolute path stands in.
    package static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// - Parameter limit: bytes that are read at most.
    /// - Throws: `Unreadable`, also when the file is longer than `limit`. Bytes that are no UTF-8
    ///   become U+FFFD.
    package static func read(_ path: String, limit: Int) throws(Unreadable) -> String {
        String(decoding: try data(path, limit), as: UTF8.self)
    }

    /// - Throws: `Unreadable`, also when the file is longer than `limit`.
    package static func bytes(_ path: String, limit: Int) throws(Unreadable) -> [UInt8] {
        try data(path, limit)
    }

    private static func data(_ path: String, _ limit: Int) throws(Unreadable) -> [UInt8] {
        do {
            return try LocalFile.read(path, limit: limit, waitsForPipe: true)
        } catch {
            throw unreadable(path, error, limit)
        }
    }

    /// Writes a file that must not exist yet.
    /// - Throws: `Refusal` 73.
    package static func create(_ path: String, _ text: String) throws(Refusal) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            let exists = kind(of: path) != nil
            throw Refusal(
                .cantcreat,
                exists ? "\(path) exists already" : "could not write \(path)",
                hints: exists ? ["name another file, or move this one away"] : [])
        }
    }

    private static func unreadable(
        _ path: String, _ error: SystemCallError, _ limit: Int
    ) -> Unreadable {
        if kind(of: path) == .directory {
            return Unreadable(path: path, isMissing: false, reason: "it is a directory")
        }
        switch error.errno {
        case ENOENT, ENOTDIR:
            return Unreadable(path: path, isMissing: true, reason: "no such file")
        case EFBIG:
            return Unreadable(
                path: path, isMissing: false, reason: "larger than \(limit) bytes")
        case EACCES: return Unreadable(path: path, isMissing: false, reason: "permission denied")
        case EINVAL: return Unreadable(path: path, isMissing: false, reason: "it is a device")
        default: return Unreadable(path: path, isMissing: false, reason: "\(error)")
        }
    }
}
