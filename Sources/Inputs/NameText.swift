/// A name that people give to a job, an index or a target, and use again on command lines.
enum NameText {
    static let expected = "a name of letters, digits, \".\", \"_\" and \"-\""

    /// - Returns: the text itself, or nil where it is no such name.
    static func parse(_ text: String) -> String? {
        guard let first = text.utf8.first, text.utf8.count <= 64, isAlphanumeric(first),
            text.utf8.allSatisfy({ isAlphanumeric($0) || "._-".utf8.contains($0) })
        else { return nil }
        return text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
