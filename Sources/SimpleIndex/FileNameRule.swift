/// Which texts may name a file: one path component that no file system or terminal misreads.
package enum FileNameRule {
    /// Bytes of the longest name that a disk takes with the longest ending that a mirror adds to
    /// it, `.provenance` (NAME_MAX is 255).
    package static let longest = 244

    /// Whether `name` is not empty, `.` or `..`, and has no slash, backslash or control character.
    ///
    /// Length is another matter: see ``isStorable(_:)``.
    package static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name != ".", name != ".." else { return false }
        var isASCII = true
        for byte in name.utf8 {
            if byte < 0x20 || byte == 0x7F || byte == 0x2F || byte == 0x5C { return false }
            if byte >= 0x80 { isASCII = false }
        }
        return isASCII
            || name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// Whether a safe name is short enough for a disk as well; pages may list longer ones.
    package static func isStorable(_ name: String) -> Bool {
        isSafe(name) && name.utf8.count <= longest
    }
}
