import Glibc
import MirrorStore
import Primitives

/// The directory `public/` of a mirror, and nothing outside of it.
struct PublicTree: Sendable {
    private let disk = SystemDisk()
    /// Without links; ends with a slash.
    private let root: String

    /// - Returns: nil where there is no such directory.
    init?(directory: String) throws(StoreError) {
        guard let path = try disk.resolve(directory),
            try disk.target(path)?.kind == .directory
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
        let tag =
            Self.contentName(Array(location.utf8.dropFirst(root.utf8.count)))
            ?? Self.stateName(status)
        return ServedFile(
            file: file, size: Int(status.size), modified: Instant(seconds: modified),
            tag: EntityTag(tag))
    }

    /// What is missing where no page of a project, or no root page, was found.
    /// - Throws: where neither can be said in truth: a client that is told so goes on to the next
    ///   index, and takes the name from there.
    func absence(of project: String?) throws(StoreError) -> PageAbsence {
        let live = root + "simple"
        guard try disk.status(live) != nil else {
            try checkPresence()
            guard try disk.list(root + ".generations").isEmpty else {
                throw broken(live, "it is gone, though generations were published")
            }
            return .generation
        }
        guard let folder = try disk.resolve(live), folder.hasPrefix(root),
            try disk.target(folder)?.kind == .directory
        else { throw broken(live, "it leads to no generation of this mirror") }
        let page = project.map { "\(folder)/\($0)" } ?? folder
        guard project != nil, try disk.status(page) == nil else {
            throw broken(page, "it has no page in a form asked for")
        }
        for form in PageMediaType.allCases
        where try disk.target("\(folder)/\(form.filename)")?.kind == .file { return .project }
        throw broken(folder, "it has no root page")
    }

    /// Refuses to say that a file is missing where the mirror is.
    func checkPresence() throws(StoreError) {
        if try disk.target(root)?.kind != .directory { throw broken(root, "it is gone") }
    }

    private func broken(_ path: String, _ reason: String) -> StoreError {
        StoreError(.disk(errno: ENOENT), operation: "serve", path: path, reason: reason)
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
    private static func contentName(_ location: [UInt8]) -> String? {
        let slash = UInt8(ascii: "/")
        let depth = location.starts(with: "files/".utf8) ? 4 : 3
        guard depth == 4 || location.starts(with: ".pages/".utf8),
            location.count(where: { $0 == slash }) == depth,
            let end = location.lastIndex(of: slash),
            let start = location[..<end].lastIndex(of: slash),
            let dot = location[end...].lastIndex(of: UInt8(ascii: "."))
        else { return nil }
        return String(decoding: location[(start + 1)..<end] + location[dot...], as: UTF8.self)
    }

    private static func stateName(_ status: FileStatus) -> String {
        [UInt64(bitPattern: status.modifiedSeconds), UInt64(bitPattern: status.size), status.inode]
            .map { String($0, radix: 16) }.joined(separator: "-")
    }
}
