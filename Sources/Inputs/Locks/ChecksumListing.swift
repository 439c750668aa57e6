package import Primitives

/// The `SHA256SUMS` of a directory, as `sha256sum --check` reads it.
package enum ChecksumListing {
    /// One line a file, by path.
    /// - Parameter files: paths relative to the list, without newlines or backslashes.
    package static func text(_ files: some Sequence<(path: String, sha256: Digest)>) -> String {
        files.sorted { $0.path < $1.path }.map { "\($0.sha256.hex)  \($0.path)\n" }.joined()
    }
}
