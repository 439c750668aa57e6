/// The bytes that a `Range` header asks for (RFC 9110 14).
enum ByteRange: Hashable {
    /// No range that is served here; the whole file is the answer, as RFC 9110 14.2 allows.
    case whole
    case part(Range<Int>)
    /// Nothing of the file lies in any of the ranges.
    case unsatisfiable

    /// - Parameters:
    ///   - header: `bytes=0-99`, `bytes=100-`, `bytes=-100`; several parts are not put together.
    ///   - size: of the file, in bytes.
    init(_ header: String?, size: Int) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let parts = header.dropFirst(6).split(separator: ",").map(Self.trimmed)
            .filter { !$0.isEmpty }
        let ranges = parts.compactMap { Self.parse($0, size: size) }
        guard !ranges.isEmpty, ranges.count == parts.count else {
            self = .whole
            return
        }
        let isNothing = ranges.allSatisfy { $0 == .unsatisfiable }
        self = isNothing ? .unsatisfiable : ranges.count == 1 ? ranges[0] : .whole
    }

    /// - Returns: nil for what is no range.
    private static func parse(_ text: Substring, size: Int) -> ByteRange? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (position(ends[0]), position(ends[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            // Beyond the end a range of Swift's would have its ends the wrong way round.
            return first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
        case (let first?, nil) where ends[1].isEmpty:
            return first < size ? .part(first..<size) : .unsatisfiable
        case (nil, let count?) where ends[0].isEmpty:
            // The end of an empty file is all of it.
            if size == 0, count > 0 { return .whole }
            return count > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        default:
            return nil
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }

    /// A number too big for any file is still a number.
    private static func position(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits) ?? .max
    }
}
