import NIOHTTP1

/// The grammar of a request's head (RFC 9112 3 and 5), held to the letter: what another server on
/// the way could read in another way is refused. Lines come without their ends.
enum RequestSyntax {
    /// Reads a request line, as a head without fields.
    static func line(_ line: ArraySlice<UInt8>) throws(RequestFault) -> RequestHead {
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(isTokenByte),
            !words[1].isEmpty, words[1].allSatisfy({ (0x21..<0x7F).contains($0) })
        else {
            throw .malformed("the request line is not made of a method, a target and a version")
        }
        return RequestHead(
            method: HTTPMethod(rawValue: text(words[0])), target: text(words[1]),
            version: try version(words[2]))
    }

    private static func version(_ word: ArraySlice<UInt8>) throws(RequestFault) -> HTTPVersion {
        let digits = word.suffix(3).map { Int($0) - 0x30 }
        guard word.count == 8, word.starts(with: "HTTP/".utf8),
            digits[1] == Int(UInt8(ascii: ".")) - 0x30,
            (0...9).contains(digits[0]), (0...9).contains(digits[2])
        else { throw .malformed("the request names no version of HTTP") }
        guard digits[0] == 1 else { throw .unknownVersion }
        return HTTPVersion(major: 1, minor: digits[2])
    }

    /// Reads a header field.
    static func field(
        _ line: ArraySlice<UInt8>
    ) throws(RequestFault) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        if let first = line.first, isBlank(first) {
            throw .malformed("a header field is folded over several lines")
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("a header field has no colon")
        }
        let name = line[..<colon]
        guard !name.isEmpty, name.allSatisfy(isTokenByte) else {
            throw .malformed("the name of a header field is no token")
        }
        var value = line[(colon + 1)...].drop(while: isBlank)
        while let last = value.last, isBlank(last) { value.removeLast() }
        return (name, value)
    }

    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// RFC 9110 5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "-") || "!#$%&'*+.^_`|~".utf8.contains(byte)
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
