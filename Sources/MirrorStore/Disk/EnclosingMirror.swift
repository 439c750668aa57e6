/// A mirror that a path leads into.
package struct EnclosingMirror: Sendable {
    package let root: String
    /// The mirror's folder that the path leads into; nil: the mirror itself, or what is not its own.
    package let folder: String?

    /// - Parameter path: absolute; what it names, and folders above that, may be missing.
    /// - Returns: nil where there is none.
    package static func of(_ path: String, on disk: SystemDisk = SystemDisk()) -> Self? {
        var missing: [Substring] = []
        var present = path
        var real = disk.realPath(present)
        while real == nil, let slash = present.lastIndex(of: "/") {
            missing.append(present[present.index(after: slash)...])
            present = slash == present.startIndex ? "/" : String(present[..<slash])
            real = disk.realPath(present)
            if present == "/" { break }
        }
        let parts = (real ?? present).split(separator: "/") + missing.reversed()
        for count in stride(from: parts.count, through: 0, by: -1) {
            let root = "/" + parts.prefix(count).joined(separator: "/")
            let rest = parts.dropFirst(count).first { $0 != "." && $0 != ".." }
            if isMirror(MirrorLayout(root: root), disk) {
                return Self(root: root, folder: rest.flatMap(folder))
            }
            // What is served may stand elsewhere than the rest of its mirror.
            if isPublished(root, disk) { return Self(root: root, folder: "public") }
        }
        return nil
    }

    private static func folder(_ name: Substring) -> String? {
        let known = ["public", "partial", "runs", "cache", "trash", "airgap"]
        return known.first { $0 == name }
    }

    private static func isMirror(_ layout: MirrorLayout, _ disk: SystemDisk) -> Bool {
        let kind = { (path: String) in (try? disk.status(path))?.kind }
        return kind(layout.generations) == .directory
            || kind(layout.catalog) == .file && kind(layout.lock) == .file
    }

    /// Whether a folder is what a mirror serves.
    private static func isPublished(_ path: String, _ disk: SystemDisk) -> Bool {
        (try? disk.status(path + "/.generations"))?.kind == .directory
            && (try? disk.status(path + "/simple"))?.kind == .link
    }
}
