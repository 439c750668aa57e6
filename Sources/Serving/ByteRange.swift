/// The bytes that a `Range` header asks for (RFC 9110 14).
enum ByteRange: Hashable {
    /// No range that is served here; the whole file is the answer, as RFC 9110 14.2 allows.
    case whole
    case part(Range<Int>)
    /// Nothing of the file lies in the range.
    case unsatisfiable

    /// - Parameters:
    ///   - header: `bytes=0-99`, `bytes=100-`, `bytes=-100`; several ranges count as none.
    ///   - size: of the file, in bytes.
    init(_ header: String?, size: Int) {
        self = Self.parse(header ?? "", size: size) ?? .whole
    }

    private static func parse(_ header: String, size: Int) -> ByteRange? {
        let text = header.filter { $0 != " " && $0 != "\t" }.lowercased()
        guard text.hasPrefix("bytes=") else { return nil }
        let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (position(ends[0]), position(ends[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            return satisfied(first..<(last < size ? last + 1 : size), size: size)
        case (let first?, nil) where ends[1].isEmpty:
            return satisfied(first..<max(first, size), size: size)
        case (nil, let count?) where ends[0].isEmpty:
            return satisfied(max(0, size - count)..<size, size: size)
        default:
            return nil
        }
    }

    private static func satisfied(_ range: Range<Int>, size: Int) -> ByteRange {
        range.isEmpty || range.lowerBound >= size ? .unsatisfiable : .part(range)
    }

    /// A number too big for any file is still a number.
    private static func position(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits) ?? .max
    }
}
