import Primitives

/// The hashes that the fragment of a file's link carries (simple repository API, Project Detail).
enum LinkFragment {
    /// - Parameter fragment: what follows the `#`, as written.
    /// - Returns: names in lower case to digest texts in lower case. A known name keeps any value:
    ///   a broken digest can never verify. An unknown one counts only with 32 hexadecimal digits
    ///   or more, since fragments carry other things too.
    static func hashes(in fragment: Substring) -> [String: String] {
        let bytes = decoded(fragment)
        var hashes: [String: String] = [:]
        for part in bytes.split(separator: UInt8(ascii: "&")) {
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
        String(decoding: bytes, as: UTF8.self).trimmed.lowercased()
    }

    private static func decoded(_ fragment: Substring) -> [UInt8] {
        let source = Array(fragment.utf8)
        guard source.contains(UInt8(ascii: "%")) else { return source }
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
}
