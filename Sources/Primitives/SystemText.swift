/// Names that the system gives and takes, paths and arguments, as text that loses no byte of them.
///
/// A byte that is no part of UTF-8 stands as a private character of its own (Unicode 23.5), and so
/// does each byte of such a character, should a name really bear one.
package enum SystemText {
    /// Where the 256 characters begin.
    private static let start: UInt32 = 0x10FE00
    /// The byte that all of them, and few others, begin with in UTF-8.
    private static let mark: UInt8 = 0xF4

    package static func text(_ bytes: [UInt8]) -> String {
        if !bytes.contains(mark), let text = String(validating: bytes, as: UTF8.self) {
            return text
        }
        var text = String.UnicodeScalarView()
        var parser = UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var position = 0
        while true {
            let length: Int
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                length = encoded.count
                if byte(of: scalar) == nil {
                    text.append(scalar)
                } else {
                    text.append(contentsOf: bytes[position..<(position + length)].map(scalar(of:)))
                }
            case .error(let count):
                length = count
                text.append(contentsOf: bytes[position..<(position + length)].map(scalar(of:)))
            case .emptyInput: return String(text)
            }
            position += length
        }
    }

    package static func bytes(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.contains(mark) else { return bytes }
        return text.unicodeScalars.flatMap { scalar in
            byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
        }
    }

    /// What calls of the system want for a path.
    package static func path(_ text: String) -> [CChar] {
        var path = bytes(text).map { CChar(bitPattern: $0) }
        path.append(0)
        return path
    }

    /// The byte that a character stands for.
    package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        let offset = scalar.value &- start
        return offset < 0x100 ? UInt8(offset) : nil
    }

    private static func scalar(of byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(start + UInt32(byte)) ?? "\u{FFFD}"
    }
}
