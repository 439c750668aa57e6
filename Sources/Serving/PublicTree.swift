import Glibc
import MirrorStore
import Primitives

/// The directory `public/` of a mirror, and nothing outside of it.
struct PublicTree: Sendable {
    private let disk = SystemDisk()
    /// Without links; ends with a slash.
    private let root: String
    private let wasPublished: @Sendable () -> Bool

    /// - Returns: nil where there is no such directory.
    init?(
        directory: String, wasPublished: @escaping @Sendable () -> Bool
    ) throws(StoreError) {
        guard let path = try disk.resolve(directory),
            try disk.target(path)?.kind == .directory
        else { return nil }
        root = path == "/" ? path : path + "/"
        self.wasPublished = wasPublished
    }

    /// - Parameters:
    ///   - path: relative to the tree.
    ///   - now: no file is younger (RFC 9110 8.8.2.1).
    /// - Returns: nil unless the path, its links followed, ends at a regular file inside the tree.
    func file(at path: String, now: Instant) throws(StoreError) -> ServedFile? {
        // What is at an address below it changes with the live link, to older content, too. Asked
        // before: where the link is swapped meanwhile, the content is younger than it is said to be.
        let swapped = path.utf8.starts(with: "simple/".utf8) ? try disk.status(live) : nil
        // Opened once: what follows cannot mix two generations when the live one is swapped.
        guard let file = try open(root + path) else { return nil }
        let status = try file.status()
        guard status.kind == .file, let location = try location(of: file),
            location.hasPrefix(root)
        else { return nil }
        let changed = max(status.modifiedSeconds, swapped?.modifiedSeconds ?? 0, 0)
        let modified = min(changed, now.seconds)
        let name = Self.contentName(Array(location.utf8.dropFirst(root.utf8.count)))
        return ServedFile(
            file: file, size: Int(status.size), modified: Instant(seconds: modified),
            tag: EntityTag("\(name ?? Self.hex(status.inode))-\(Self.state(status))"))
    }

    /// What is missing where no page of a project, or no root page, was found.
    /// - Throws: where neither can be said in truth: a client that is told so goes on to the next
    ///   index, and takes the name from there.
    func absence(of project: String?) throws(StoreError) -> PageAbsence {
        guard try disk.status(live) != nil else {
            try checkPresence()
            if try !disk.list(root + ".generations").isEmpty || wasPublished() {
                throw broken(live, "it is gone, though generations were published")
            }
            return .generation
        }
        guard let folder = try disk.resolve(live), folder.hasPrefix(root),
            try disk.target(folder)?.kind == .directory
        else { throw broken(live, "it leads to no generation of this mirror") }
        let page = project.map { "\(folder)/\($0)" } ?? folder
        guard project != nil, try disk.status(page) == nil else {
            let isThere = try disk.target(page) != nil
            throw broken(
                page, isThere ? "it has no page in a form asked for" : "its link leads nowhere")
        }
        for form in PageMediaType.allCases
        where try disk.target("\(folder)/\(form.filename)")?.kind == .file { return .project }
        throw broken(folder, "it has no root page")
    }

    /// Refuses to say that a file is missing where the mirror is, or all its files. A link that leads
    /// to none is none: it may not be followed out of here.
    func checkPresence(of path: String = "") throws(StoreError) {
        if try disk.target(root)?.kind != .directory { throw broken(root, "it is gone") }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        guard parts.count == 5, parts[0].elementsEqual("files".utf8),
            try disk.status(live) != nil
        else { return }
        let files = root + "files"
        guard try disk.resolve(files) == files, try disk.target(files)?.kind == .directory else {
            throw broken(files, "it is no folder of this mirror")
        }
        if let found = try disk.status(root + path), found.kind != .link {
            throw broken(root + path, "it is no file of this mirror")
        }
    }

    private var live: String { root + "simple" }

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

    /// What the layout itself says should be the content: the name of the folder of a pool file or
    /// of a project's page, and the ending that tells its neighbours apart.
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

    /// Damage, and its repair, leave the name as it is.
    private static func state(_ status: FileStatus) -> String {
        "\(hex(UInt64(bitPattern: status.modifiedSeconds)))-\(hex(UInt64(bitPattern: status.size)))"
    }

    private static func hex(_ number: UInt64) -> String { String(number, radix: 16) }
}
