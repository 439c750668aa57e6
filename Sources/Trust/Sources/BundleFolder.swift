import Cryptography
import Glibc
import Primitives

/// Where merged bundles are kept. Whoever can write there decides what is trusted.
package enum BundleFolder {
    package static func of(mirror: String) -> String { "\(mirror)/cache/trust" }

    /// The one in the user's cache, which need not exist yet. A cache that is not the user's is as
    /// none; what stands in it under this program's name has to be the user's, too.
    /// - Returns: nil where no home, or one that others write to, could hold it.
    package static func ofUser(_ environment: [String: String]) -> String? {
        guard let (root, cache) = cache(environment), root.isPrivate,
            cache.isAbsent || cache.isPrivate
        else { return nil }
        return "\(cache)/wheelbarrow/trust"
    }

    /// - Returns: the folder that has to be there, and the cache at or below it.
    private static func cache(_ environment: [String: String]) -> (root: String, cache: String)? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            let path = cache.withoutFinalSlashes
            guard path.isAbsent, let slash = path.lastIndex(of: "/") else { return (path, path) }
            return (String(path[..<slash]), path)
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        let path = home.withoutFinalSlashes
        return (path, "\(path)/.cache")
    }

    /// Refuses a folder that is not this user's alone, or that others could put another in place of;
    /// one that is not there is nobody's.
    package static func requirePrivate(_ folder: String) throws(TrustError) {
        let name = folder.split(separator: "/").last ?? ""
        let parent = String(folder.dropLast(name.utf8.count + 1))
        try require(parent, open: 0o022, owners: [0, LocalFile.effectiveUser], remedy: "go-w")
        let remedy = "remove it, a folder is made in its place: rm \(ShellWord(folder))"
        if LocalFile.isLink(folder) {
            throw TrustError(
                .unsafeFolder, path: folder, reason: "it is a link", hints: [remedy])
        }
        if let kind = (try? LocalFile.status(folder))?.kind, kind != .directory {
            throw TrustError(
                .notWritten, path: folder, errno: ENOTDIR, reason: "it is no folder",
                hints: [remedy])
        }
        try require(folder, open: 0o077, owners: [LocalFile.effectiveUser], remedy: "700")
    }

    private static func require(
        _ path: String, open bits: UInt32, owners: Set<UInt32>, remedy mode: String
    ) throws(TrustError) {
        guard let status = try? LocalFile.status(path), status.kind == .directory else { return }
        let word = ShellWord(path)
        if !owners.contains(status.owner) {
            throw TrustError(
                .unsafeFolder, path: path, reason: "it belongs to user \(status.owner)",
                hints: ["remove it, it is made anew: rm -r \(word); or run this as its owner"])
        }
        // In a sticky folder nobody moves what is not theirs (inode(7)).
        let isSticky = status.mode & 0o1000 != 0 && bits & 0o055 == 0
        if status.mode & bits != 0, !isSticky {
            // What a link leads to may be everybody's by right.
            let isLink = LocalFile.isLink(path)
            let place = isLink ? "what it leads to is" : "it is"
            throw TrustError(
                .unsafeFolder, path: path,
                reason: "\(place) open to others (mode 0\(String(status.mode, radix: 8)))",
                hints: [
                    isLink
                        ? "lead it to a folder that only you write to"
                        : "close it: chmod \(mode) \(word)"
                ])
        }
    }
}

extension String {
    fileprivate var withoutFinalSlashes: String {
        var path = self[...]
        while path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }

    /// Nothing stands there, as far as can be seen.
    fileprivate var isAbsent: Bool { (try? LocalFile.status(self)) == nil }

    /// A folder, not the root of all, that is this user's and that nobody else writes to.
    fileprivate var isPrivate: Bool {
        guard let path = try? LocalFile.realPath(self), path != "/",
            let status = try? LocalFile.status(path)
        else { return false }
        return status.kind == .directory && status.owner == LocalFile.effectiveUser
            && status.mode & 0o022 == 0
    }
}
