/// The text of a requirement file: UTF-8, unless a byte order mark or a coding comment in one of
/// the first two lines says otherwise (PEP 263).
enum RequirementText {
    static func decode(_ bytes: [UInt8]) throws(UnreadableText) -> String {
        if let text = try decodeMarked(bytes) { return text }
        switch codingName(bytes) {
        case nil, "utf-8", "utf8", "utf-8-sig": return try utf8(bytes[...])
        case let name? where isSingleByte(name):
            // What is not ASCII stands in comments, which nobody reads.
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case let name?: throw UnreadableText(line: nil, encoding: name)
        }
    }

    /// Why bytes are no text.
    struct UnreadableText: Error, CustomStringConvertible {
        /// Counted from 1.
        let line: Int?
        let encoding: String

        var description: String { "the text is not \(encoding), or that cannot be read" }
    }

    /// - Returns: nil where no byte order mark stands in front.
    private static func decodeMarked(_ bytes: [UInt8]) throws(UnreadableText) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try utf8(bytes.dropFirst(3)) }
        // The mark of UTF-16 is the beginning of UTF-32's.
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
            return try units(bytes, width: 4, bigEndian: false, UTF32.self)
        }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return try units(bytes, width: 4, bigEndian: true, UTF32.self)
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return try units(bytes, width: 2, bigEndian: false, UTF16.self)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return try units(bytes, width: 2, bigEndian: true, UTF16.self)
        }
        return nil
    }

    static func utf8(_ bytes: ArraySlice<UInt8>) throws(UnreadableText) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        throw UnreadableText(line: bad.map { $0 + 1 }, encoding: "UTF-8")
    }

    /// - Parameter width: bytes of a code unit; the first one is the mark.
    private static func units<Encoding: Unicode.Encoding>(
        _ bytes: [UInt8], width: Int, bigEndian: Bool, _ encoding: Encoding.Type
    ) throws(UnreadableText) -> String where Encoding.CodeUnit: FixedWidthInteger {
        let units = stride(from: width, to: bytes.count - bytes.count % width, by: width)
            .map { start in
                let unit = bytes[start..<(start + width)]
                let ordered = bigEndian ? Array(unit) : unit.reversed()
                return ordered.reduce(Encoding.CodeUnit.zero) { $0 << 8 | Encoding.CodeUnit($1) }
            }
        guard bytes.count.isMultiple(of: width),
            let text = String(validating: units, as: Encoding.self)
        else { throw UnreadableText(line: nil, encoding: "\(encoding)") }
        return text
    }

    /// `# -*- coding: latin-1 -*-`, in lower case.
    private static func codingName(_ bytes: [UInt8]) -> String? {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        for line in lines.prefix(2) where line.first == UInt8(ascii: "#") {
            guard let word = line.firstRange(of: Array("coding".utf8)) else { continue }
            var rest = line[word.upperBound...]
            guard let sign = rest.popFirst(), sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=")
            else { continue }
            let name = rest.drop { $0 == 0x20 || $0 == 0x09 }.prefix(while: isNameByte)
            if !name.isEmpty { return String(decoding: name, as: UTF8.self).lowercased() }
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_.".utf8.contains(byte)
        }
    }

    /// Encodings of one byte a character that agree with ASCII in its half.
    private static func isSingleByte(_ name: String) -> Bool {
        ["ascii", "us-ascii", "koi8", "mac"].contains(where: name.hasPrefix)
            || ["latin", "l1", "iso-8859-", "iso8859", "cp125", "windows-125"]
                .contains(where: name.hasPrefix)
    }
}
