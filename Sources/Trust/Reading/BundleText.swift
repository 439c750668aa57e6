/// The text of a bundle as UTF-8, whatever its encoding was.
struct BundleText {
    let bytes: [UInt8]
    let wasUTF16: Bool

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    var beginsWithMark: Bool { bytes.starts(with: Self.mark) }

    /// A byte order mark stands within, as a file appended to another brings it.
    var hasMarkWithin: Bool {
        bytes.indices.dropFirst().contains {
            bytes[$0] == Self.mark[0] && bytes[$0...].starts(with: Self.mark)
        }
    }

    /// Whether lines end at a CR without an LF; nil where only some do.
    var endsLinesAtCR: Bool? {
        let lone = bytes.indices.contains { index in
            bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
        }
        guard lone else { return false }
        return bytes.contains(0x0A) ? nil : true
    }

    init(_ bytes: [UInt8]) {
        guard let isBigEndian = Self.utf16ByteOrder(bytes) else {
            self.bytes = bytes
            wasUTF16 = false
            return
        }
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        self.bytes = Array(String(decoding: units, as: UTF16.self).utf8)
        wasUTF16 = true
    }

    /// By byte order mark or, without one, by the zeros beside ASCII.
    /// - Returns: whether it is big-endian; nil when the text is not UTF-16.
    private static func utf16ByteOrder(_ bytes: [UInt8]) -> Bool? {
        if bytes.starts(with: [0xFE, 0xFF]) { return true }
        if bytes.starts(with: [0xFF, 0xFE]) { return false }
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0, 1..., 0, 1...): return true
        case (1..., 0, 1..., 0): return false
        default: return nil
        }
    }
}
