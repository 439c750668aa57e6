import Foundation
import Primitives

/// The directory `public/` of a mirror, and nothing outside of it.
struct PublicTree: Sendable {
    /// Without links; ends with a slash.
    private let root: String

    /// - Returns: nil where there is no such directory.
    init?(directory: String) {
        let url = URL(fileURLWithPath: directory).resolvingSymlinksInPath()
        let facts = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard facts?[.type] as? FileAttributeType == .typeDirectory else { return nil }
        root = url.path.hasSuffix("/") ? url.path : url.path + "/"
    }

    /// - Returns: nil unless the path, its links followed, ends at a regular file inside the tree.
    func file(at path: String) -> PublishedFile? {
        // Resolved once: what follows cannot mix two generations when the live one is swapped.
        let location = URL(fileURLWithPath: root + path).resolvingSymlinksInPath()
        guard location.path.hasPrefix(root),
            let facts = try? FileManager.default.attributesOfItem(atPath: location.path),
            facts[.type] as? FileAttributeType == .typeRegular,
            let size = facts[.size] as? Int, let date = facts[.modificationDate] as? Date
        else { return nil }
        let modified = Instant(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
        let parts = location.path.dropFirst(root.count).split(separator: "/")
        return PublishedFile(
            location: location, size: size, modified: modified,
            entityTag: Self.contentName(parts)
                ?? "\(String(modified.microseconds, radix: 16))-\(String(size, radix: 16))")
    }

    /// What the layout itself says about the content: the name of the folder of a pool file or of
    /// a project's page, and the ending that tells its neighbours apart.
    private static func contentName(_ parts: [Substring]) -> String? {
        let isNamed = ["files": 5, ".pages": 4][parts.first] == parts.count
        guard isNamed, let ending = parts.last?.split(separator: ".").last else { return nil }
        return "\(parts[parts.count - 2]).\(ending)"
    }
}
