/// A URI reference split into its five parts (RFC 3986 appendix B), cleaned as WHATWG URL says.
struct AddressReference {
    /// Lower case.
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    /// Whether it names a host that can exist.
    var hasHost: Bool { authority.flatMap(Authority.init) != nil }

    init(_ text: String) {
        var rest = Self.clean(text)[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = PercentEncoding.encodeIllegal(rest[rest.index(after: hash)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = PercentEncoding.encodeIllegal(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
            scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
            rest = rest[(colon + 1)...]
        }
        if rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[end...]
        }
        path = PercentEncoding.encodeIllegal(rest)
    }

    static func clean(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        // Nearly every link is clean already.
        guard bytes.contains(where: { $0 <= 0x20 }) else { return bytes }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        bytes.removeFirst(start)
        bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return bytes
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { byte in
            isLetter(byte) || (48...57).contains(byte) || "+-.".utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Whether any segment is `.` or `..`.
    private static func hasDotSegment(_ path: String) -> Bool {
        var segment: (length: Int, dots: Int) = (0, 0)
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/") {
                if segment.length == segment.dots, (1...2).contains(segment.dots) { return true }
                segment = (0, 0)
            } else {
                segment.length += 1
                if byte == UInt8(ascii: ".") { segment.dots += 1 }
            }
        }
        return segment.length == segment.dots && (1...2).contains(segment.dots)
    }

    /// RFC 3986 5.2.4, for a path that begins with `/`.
    static func removingDotSegments(_ path: String) -> String {
        guard hasDotSegment(path) else { return path }
        var output: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".":
                if isLast { output.append("") }
            case "..":
                if !output.isEmpty { output.removeLast() }
                if isLast { output.append("") }
            default:
                output.append(segment)
            }
        }
        return "/" + output.joined(separator: "/")
    }
}

/// The authority of an address: `[user[:password]@]host[:port]` (RFC 3986 3.2).
struct Authority {
    let user: String?
    let password: String?
    let host: String
    let port: UInt16?

    init?(_ text: String) {
        var rest = text[...]
        if let at = rest.lastIndex(of: "@") {
            let userInfo = rest[..<at]
            rest = rest[rest.index(after: at)...]
            let parts = userInfo.split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = parts.first.flatMap { $0.isEmpty ? nil : PercentEncoding.text($0) }
            password = parts.count > 1 ? PercentEncoding.text(parts[1]) : nil
            // The C library would end it there.
            if [user, password].contains(where: { $0?.contains("\0") ?? false }) { return nil }
        } else {
            user = nil
            password = nil
        }
        let end = Self.endOfHost(rest)
        guard let name = Self.name(rest[..<end]) else { return nil }
        host = name
        let portText = rest[end...].dropFirst()
        if portText.isEmpty {
            port = nil
        } else {
            guard rest[end] == ":", portText.allSatisfy({ $0.isASCII && $0.isNumber }),
                let number = UInt16(portText), number > 0
            else { return nil }
            port = number
        }
    }

    private static func name(_ text: Substring) -> String? {
        let text = text.hasPrefix("[") ? String(text) : PercentEncoding.decode(String(text))
        guard let name = text.flatMap(HostName.onTheWire), !name.isEmpty else { return nil }
        // What RFC 3986 3.2.2 allows besides, no name service knows and libcurl refuses.
        let others = name.hasPrefix("[") ? ".:[]%-_~" : ".-_~"
        let isKnown = name.utf8.allSatisfy { byte in
            isAlphanumeric(byte) || others.utf8.contains(byte)
        }
        return isKnown ? name : nil
    }

    private static func endOfHost(_ text: Substring) -> Substring.Index {
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            return text.index(after: close)
        }
        return text.firstIndex(of: ":") ?? text.endIndex
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: true
        default: false
        }
    }
}
