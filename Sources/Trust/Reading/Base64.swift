/// Base64 with padding (RFC 4648 4), as PEM wraps it.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte; 64 for `=`, 255 for what is not base64.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
        table[Int(UInt8(ascii: "="))] = 64
        return table
    }()

    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let second = rest > 1 ? UInt32(bytes[index + 1]) : 0
            let third = rest > 2 ? UInt32(bytes[index + 2]) : 0
            let group = UInt32(bytes[index]) << 16 | second << 8 | third
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(rest > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(rest > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return text
    }

    /// Decodes text that comes in pieces; no piece may hold white space.
    struct Decoder {
        private(set) var bytes: [UInt8] = []
        private var group: UInt32 = 0
        private var digits = 0
        private var padding = 0

        /// - Returns: false at the first byte that cannot stand where it stands.
        mutating func feed(_ text: some Sequence<UInt8>) -> Bool {
            for byte in text {
                let value = Base64.values[Int(byte)]
                if value == 64, digits >= 2, digits + padding < 4 {
                    padding += 1
                } else if value < 64, padding == 0 {
                    group = group << 6 | UInt32(value)
                    digits += 1
                    if digits == 4 { flush() }
                } else {
                    return false
                }
            }
            return true
        }

        /// Whether the text ended where base64 may end.
        var isComplete: Bool { digits == 0 || digits + padding == 4 }

        /// All bytes, the last group included.
        func finished() -> [UInt8] {
            switch digits {
            case 2: bytes + [UInt8(truncatingIfNeeded: group >> 4)]
            case 3:
                bytes + [
                    UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2),
                ]
            default: bytes
            }
        }

        private mutating func flush() {
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            group = 0
            digits = 0
        }
    }
}
