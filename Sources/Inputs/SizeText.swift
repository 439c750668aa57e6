import Primitives

/// A size as people write it in a job file: `2GiB`, `500 MB`; always with its unit.
enum SizeText {
    /// - Returns: nil for anything else; a bare number could mean anything.
    static func parse(_ text: String) -> ByteCount? {
        guard let last = text.last, last.isLetter else { return nil }
        return ByteCount(parsing: text)
    }
}
