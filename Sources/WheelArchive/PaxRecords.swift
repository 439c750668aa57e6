/// The fields of an extended header that change what a member is (POSIX.1-2017, pax, "pax Extended
/// Header").
struct PaxRecords {
    /// Takes the place of the name in the header.
    private(set) var path: [UInt8]?
    /// Takes the place of the size in the header, in bytes.
    private(set) var size: Int64?
    /// Whether the content is a file with holes (GNU tar, "Storing Sparse Files").
    private(set) var isSparse = false

    init() {}

    /// - Parameter bytes: records as `length keyword=value` and a line break, where the length
    ///   counts all of that.
    /// - Throws: `malformedHeader`.
    init(_ bytes: [UInt8]) throws(SourceArchiveError) {
        var rest = bytes[...]
        // Some writers fill up with zeros.
        while let first = rest.first, first != 0 {
            guard let record = Self.record(at: rest) else {
                throw SourceArchiveError(.malformedHeader, "an extended record has another length")
            }
            rest = rest[record.value.endIndex...].dropFirst()
            try note(record.keyword, record.value)
        }
    }

    private static func record(
        at bytes: ArraySlice<UInt8>
    ) -> (keyword: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        let digits = bytes.prefix { $0 != UInt8(ascii: " ") }
        guard let length = decimal(digits), length <= bytes.count else { return nil }
        let record = bytes.prefix(Int(length))
        let text = record.dropFirst(digits.count + 1)
        guard record.last == UInt8(ascii: "\n"), let equals = text.firstIndex(of: UInt8(ascii: "="))
        else { return nil }
        return (text[..<equals], text[equals...].dropFirst().dropLast())
    }

    private mutating func note(
        _ keyword: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
    ) throws(SourceArchiveError) {
        if keyword.elementsEqual("path".utf8) {
            path = value.isEmpty ? nil : Array(value)
        } else if keyword.elementsEqual("size".utf8) {
            guard !value.isEmpty else { return size = nil }
            guard let number = Self.decimal(value), number <= ArchiveBytes.largest else {
                throw SourceArchiveError(.malformedHeader, "its size is no number of bytes")
            }
            size = number
        } else if keyword.starts(with: "GNU.sparse.".utf8) {
            isSparse = true
        }
    }

    /// - Returns: nil where there are other characters than digits, none at all, or too many.
    private static func decimal(_ text: ArraySlice<UInt8>) -> Int64? {
        guard (1...18).contains(text.count) else { return nil }
        var value: Int64 = 0
        for byte in text {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value
    }

    /// What both say counts as the first one says.
    mutating func add(_ later: PaxRecords) {
        path = path ?? later.path
        size = size ?? later.size
        isSparse = isSparse || later.isSparse
    }

    mutating func add(path name: [UInt8]) {
        path = path ?? name
    }

    /// Whether nothing is said that changes a member.
    var isEmpty: Bool { path == nil && size == nil && !isSparse }
}
