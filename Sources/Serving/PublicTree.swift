import Glibc
import MirrorStore
import Primitives

/// The directory `public/` of a mirror, and nothing outside of it.
struct PublicTree: Sendable {
    private let disk = SystemDisk()
    /// Without links; ends with a slash.
    private let root: String

    /// - Returns: nil where there is no such directory.
    init?(directory: String) {
        guard let path = disk.realPath(directory),
            (try? disk.target(path))??.kind == .directory
        else { return nil }
        root = path == "/" ? path : path + "/"
    }

    /// - Parameters:
    ///   - path: relative to the tree.
    ///   - now: no file is younger (RFC 9110 8.8.2.1).
    /// - Returns: nil unless the path, its links followed, ends at a regular file inside the tree.
    func file(at path: String, now: Instant) throws(StoreError) -> ServedFile? {
        // Opened once: what follows cannot mix two generations when the live one is swapped.
        guard let file = try open(root + path) else { return nil }
        let status = try file.status()
        guard status.kind == .file, let location = try location(of: file),
            location.hasPrefix(root)
        else { return nil }
        let modified = min(max(status.modifiedSeconds, 0), now.seconds)
        let parts = location.dropFirst(root.count).split(separator: "/")
        let tag = Self.contentName(parts) ?? Self.stateName(status)
        return ServedFile(
            file: file, size: Int(status.size), modified: Instant(seconds: modified),
            tag: EntityTag(tag))
    }

    private func open(_ location: String) throws(StoreError) -> OpenFile? {
        do {
            return try disk.open(location)
        } catch {
            // Nothing, or no file: a FIFO, a socket.
            if case .inTheWay = error.code { return nil }
            if [ENOENT, ENOTDIR, ENXIO, ELOOP, ENAMETOOLONG].contains(where: {
                error.code == .disk(errno: $0)
            }) {
                return nil
            }
            throw error
        }
    }

    /// Where the links led. The system knows (proc(5)); where it does not say they are followed again.
    /// - Returns: nil where the file is gone meanwhile.
    private func location(of file: OpenFile) throws(StoreError) -> String? {
        guard let path = try? disk.readLink("/proc/self/fd/\(file.descriptor)") else {
            return try disk.resolve(file.path)
        }
        return path.hasSuffix(" (deleted)") ? nil : path
    }

    /// What the layout itself says about the content: the name of the folder of a pool file or of
    /// a project's page, and the ending that tells its neighbours apart.
    private static func contentName(_ parts: [Substring]) -> String? {
        let isNamed = ["files": 5, ".pages": 4][parts.first] == parts.count
        guard isNamed, let ending = parts.last?.split(separator: ".").last else { return nil }
        return "\(parts[parts.count - 2]).\(ending)"
    }

    private static func stateName(_ status: FileStatus) -> String {
        [UInt64(bitPattern: status.modifiedSeconds), UInt64(bitPattern: status.size), status.inode]
            .map { String($0, radix: 16) }.joined(separator: "-")
    }
}
