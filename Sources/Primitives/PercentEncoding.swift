/// Percent-encoding of parts of an address (RFC 3986 2.1).
package enum PercentEncoding {
    /// Decodes once.
    /// - Returns: nil when the result is not UTF-8; a `%` without two digits stays as it is.
    package static func decode(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return String(validating: bytes(text), as: UTF8.self)
    }

    /// Decodes once, whatever bytes come.
    static func text(_ text: Substring) -> String { SystemText.text(bytes(String(text))) }

    private static func bytes(_ text: String) -> [UInt8] {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = Hexadecimal.value(of: source[index + 1]),
                let low = Hexadecimal.value(of: source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return bytes
    }

    /// Encodes every byte that is neither unreserved (RFC 3986 2.3) nor listed in `keeping`.
    package static func encode(_ text: String, keeping: String = "") -> String {
        let kept = Array(keeping.utf8)
        return encode(SystemText.bytes(text)) { byte in isUnreserved(byte) || kept.contains(byte) }
    }

    /// Encodes what no address may carry raw: controls, blanks, non-ASCII, `"<>\^`{|}`.
    static func encodeIllegal(_ bytes: ArraySlice<UInt8>) -> String {
        encode(Array(bytes)) { byte in
            switch byte {
            case 0...0x20, 0x7F...: false
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
                UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
                UInt8(ascii: "}"):
                false
            default: true
            }
        }
    }

    private static func encode(
        _ bytes: [UInt8], keeping keeps: (UInt8) -> Bool
    ) -> String {
        if bytes.allSatisfy(keeps) { return String(decoding: bytes, as: UTF8.self) }
        var output: [UInt8] = []
        for byte in bytes {
            if keeps(byte) {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(contentsOf: Hexadecimal.encode([byte]).uppercased().utf8)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
