internal import Cryptography
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
        (try? LocalFile.status(path)).map { $0.kind == .directory ? .directory : .file }
    }

    /// Whether a link stands there, wherever it leads.
    package static func isLink(_ path: String) -> Bool {
        (try? SystemDisk().status(path))?.kind == .link
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

    /// What a regular file holds, or a pipe up to its end.
    /// - Parameter limit: bytes that are read at most.
    /// - Throws: `Unreadable`, also when the file is longer than `limit`.
    package static func bytes(_ path: String, limit: Int) throws(Unreadable) -> [UInt8] {
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
            try LocalFile.create(path, Array(text.utf8), mode: 0o644)
        } catch {
            let exists = error.errno == EEXIST
            throw Refusal(
                .cantcreat,
                exists ? "\(path) exists already" : "could not write \(path): \(error)",
                hints: hints(for: path, error))
        }
    }

    private static func hints(for path: String, _ error: SystemCallError) -> [String] {
        switch error.errno {
        case EEXIST: ["name another file, or move this one away"]
        case ENOENT: ["make its folder first, or name a file in one that is there"]
        case EACCES, EPERM, EROFS: ["name a file where this user may write"]
        default: []
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
        default: return Unreadable(path: path, isMissing: false, reason: "\(error)")
        }
    }
}
