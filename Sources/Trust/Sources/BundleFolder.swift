internal import Cryptography

/// Where merged bundles are kept. Whoever can write there decides what is trusted.
package enum BundleFolder {
    package static func of(mirror: String) -> String { "\(mirror)/cache/trust" }

    /// The one in the user's cache, which need not exist yet.
    /// - Returns: nil where no home, or one that others write to, could hold it.
    package static func ofUser(_ environment: [String: String]) -> String? {
        guard let (root, cache) = cache(environment), root.isPrivate else { return nil }
        let folders = [cache, "\(cache)/wheelbarrow", "\(cache)/wheelbarrow/trust"]
        guard folders.allSatisfy({ $0.isAbsent || $0.isPrivate }) else { return nil }
        return folders.last
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
