import Primitives

/// The hashes that the fragment of a file's link carries (simple repository API, Project Detail).
enum LinkFragment {
    /// - Parameter fragment: what follows the `#`, as written.
    /// - Returns: names in lower case to digest texts in lower case. A known name keeps any value:
    ///   a broken digest can never verify. An unknown one counts only with 32 hexadecimal digits
    ///   or more, since fragments carry other things too.
    static func hashes(in fragment: ArraySlice<UInt8>) -> [String: String] {
        guard !fragment.isEmpty else { return [:] }
        var hashes: [String: String] = [:]
        for part in decoded(fragment).split(separator: UInt8(ascii: "&")) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = text(part[..<equals])
            let value = text(part[(equals + 1)...])
            guard isHash(name: name, value: value), hashes[name] == nil else { continue }
            hashes[name] = value
        }
        return hashes
    }

    static func isHash(name: String, value: String) -> Bool {
        guard !value.isEmpty else { return false }
        if HashAlgorithm(rawValue: name) != nil { return true }
        return !name.isEmpty && name != "egg" && name != "subdirectory"
            && value.utf8.count >= 32
            && value.utf8.allSatisfy { Hexadecimal.value(of: $0) != nil }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        let isPlain = bytes.allSatisfy { $0 < 0x80 && $0.asciiLowercased == $0 }
        return isPlain ? text : text.lowercased()
    }

    private static func decoded(_ fragment: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard fragment.contains(UInt8(ascii: "%")) else { return fragment }
        var bytes: [UInt8] = []
        var rest = fragment
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(Hexadecimal.value),
                let low = rest.dropFirst().first.flatMap(Hexadecimal.value)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes[...]
    }
}
