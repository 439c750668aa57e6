/// A place in UTF-8 text from which the parsers of this room take one piece after the other.
struct ByteCursor {
    let bytes: [UInt8]
    var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func text(from start: Int) -> String {
        String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Takes `token` if it stands here.
    mutating func take(_ token: String) -> Bool {
        var end = position
        for byte in token.utf8 {
            guard end < bytes.count, bytes[end] == byte else { return false }
            end += 1
        }
        position = end
        return true
    }

    /// Takes `word`, given in lower case, if it stands here in any ASCII case.
    mutating func takeIgnoringCase(_ word: String) -> Bool {
        var end = position
        for byte in word.utf8 {
            guard end < bytes.count, bytes[end].asciiLowercased == byte else { return false }
            end += 1
        }
        position = end
        return true
    }

    /// - Returns: how many bytes were taken.
    @discardableResult
    mutating func takeWhile(_ isWanted: (UInt8) -> Bool) -> Int {
        let start = position
        while position < bytes.count, isWanted(bytes[position]) { position += 1 }
        return position - start
    }

    /// Takes scalars up to the first that is not wanted.
    mutating func takeScalars(while isWanted: (Unicode.Scalar) -> Bool) {
        while let scalar = nextScalar, isWanted(scalar) { position += UTF8.width(scalar) }
    }

    /// The scalar that starts here. The text came from a string, so it is well-formed UTF-8.
    var nextScalar: Unicode.Scalar? {
        guard let byte = next else { return nil }
        if byte < 0x80 { return Unicode.Scalar(byte) }
        let end = min(position + 4, bytes.count)
        return String(decoding: bytes[position..<end], as: UTF8.self).unicodeScalars.first
    }
}
