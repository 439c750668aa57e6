/// The lines of a text one after the other, split as Python's `str.splitlines` does it.
struct PhysicalLines {
    private let bytes: [UInt8]
    private var position = 0
    /// Of the line that came last, counted from 1.
    private(set) var number = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() -> String? {
        guard position < bytes.count else { return nil }
        number += 1
        let start = position
        while position < bytes.count {
            let length = lengthOfEnd(at: position)
            if length > 0 {
                defer { position += length }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            }
            position += 1
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// Bytes of the line end that stands there; 0: none does.
    private func lengthOfEnd(at index: Int) -> Int {
        switch bytes[index] {
        case 0x0D where follows([0x0A], index): 2
        case 0x0A...0x0D, 0x1C...0x1E: 1
        // U+0085, U+2028, U+2029.
        case 0xC2 where follows([0x85], index): 2
        case 0xE2 where follows([0x80, 0xA8], index) || follows([0x80, 0xA9], index): 3
        default: 0
        }
    }

    private func follows(_ rest: [UInt8], _ index: Int) -> Bool {
        bytes[(index + 1)...].starts(with: rest)
    }
}
