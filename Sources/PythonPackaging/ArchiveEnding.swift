/// The kinds of distribution that projects have published, told by how the file name ends.
enum ArchiveEnding {
    case wheel
    /// An archive of sources or, with a platform in its name, a "dumb" binary one.
    case archive
    case egg
    /// A Windows or macOS installer.
    case installer
    case rpm
    case deb

    /// All that has ever been a distribution; the longer of two that fit comes first.
    private static let known: [(ending: String, kind: ArchiveEnding)] = [
        (".whl", .wheel), (".tar.gz", .archive), (".zip", .archive), (".egg", .egg),
        (".exe", .installer), (".tar.bz2", .archive), (".tgz", .archive), (".msi", .installer),
        (".rpm", .rpm), (".tar.xz", .archive), (".tar.z", .archive), (".tbz", .archive),
        (".txz", .archive), (".tar.lzma", .archive), (".tlz", .archive), (".tar", .archive),
        (".deb", .deb), (".dmg", .installer),
    ]

    /// - Returns: the file name without its ending, and what the ending says; nil when it says
    ///   nothing. Case does not count.
    static func split(_ filename: String) -> (stem: Substring, kind: ArchiveEnding)? {
        let bytes = filename.utf8
        for (ending, kind) in known where bytes.count > ending.utf8.count {
            let tail = bytes.suffix(ending.utf8.count)
            if tail.lazy.map(\.asciiLowercased).elementsEqual(ending.utf8) {
                return (filename[..<tail.startIndex], kind)
            }
        }
        return nil
    }
}
