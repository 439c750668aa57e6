import Glibc

/// What stands under a directory at one moment, told apart by inode, size and time of change.
///
/// Two equal snapshots prove that nothing was written, replaced or touched in between.
package struct TreeSnapshot: Equatable, Sendable {
    /// What lstat(2) says of one file or link.
    package struct Entry: Equatable, Sendable {
        package let inode: UInt64
        package let size: Int64
        package let changedNanoseconds: Int64
    }

    /// By path relative to the directory.
    package let entries: [String: Entry]

    /// - Parameter skipping: path prefixes to leave out.
    package init(of path: String, skipping: [String] = []) {
        var entries: [String: Entry] = [:]
        for file in FileTree.files(under: path)
        where !skipping.contains(where: { file.hasPrefix($0) }) {
            var found = stat()
            guard unsafe lstat("\(path)/\(file)", &found) == 0 else { continue }
            let time = found.st_mtim
            entries[file] = Entry(
                inode: UInt64(found.st_ino), size: Int64(found.st_size),
                changedNanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
        }
        self.entries = entries
    }

    /// Paths that came, went or changed from `earlier` to this, sorted.
    package func differences(from earlier: TreeSnapshot) -> [String] {
        Set(entries.keys).union(earlier.entries.keys)
            .filter { entries[$0] != earlier.entries[$0] }.sorted()
    }
}
