/// The end of a file name that tells what kind of distribution it is.
struct ArchiveEnding {
    enum Kind {
        case wheel
        /// An archive of sources or, with a platform in its name, a "dumb" binary one.
        case archive
        case egg
        /// A Windows or macOS installer.
        case installer
        case rpm
        case deb
    }

    let kind: Kind
    /// What stands before the ending.
    let stem: Substring
    /// Whether the case is the usual one: installers overlook `.TAR.GZ`.
    let isExact: Bool

    /// All endings that distributions have had; the longer of two that fit comes first.
    private static let known: [(text: String, kind: Kind)] = [
        (".whl", .wheel), (".tar.gz", .archive), (".zip", .archive), (".egg", .egg),
        (".exe", .installer), (".tar.bz2", .archive), (".tgz", .archive), (".msi", .installer),
        (".rpm", .rpm), (".tar.xz", .archive), (".tar.Z", .archive), (".tbz", .archive),
        (".txz", .archive), (".tar.lzma", .archive), (".tlz", .archive), (".tar", .archive),
        (".deb", .deb), (".dmg", .installer),
    ]

    /// - Returns: nil when the file name has none of the endings, in any case.
    init?(of filename: String) {
        let bytes = filename.utf8
        for (text, kind) in Self.known where bytes.count > text.utf8.count {
            let tail = bytes.suffix(text.utf8.count)
            let isSame = zip(tail, text.utf8).allSatisfy {
                $0.asciiLowercased == $1.asciiLowercased
            }
            guard isSame else { continue }
            self.kind = kind
            stem = filename[..<tail.startIndex]
            isExact = tail.elementsEqual(text.utf8)
            return
        }
        return nil
    }
}
