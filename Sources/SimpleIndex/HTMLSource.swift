import Glibc

/// The body of an HTML page as the parser wants it: UTF-8, no NUL, line ends as line feeds.
struct HTMLSource {
    let bytes: [UInt8]
    /// Where the text begins: behind a byte order mark.
    let start: Int

    /// Decodes by byte order mark, else the header's charset, else the page's own `meta`, else as
    /// UTF-8; a label that is not known counts as none. A body that needs no change is not copied.
    init(_ body: [UInt8], charset: String?) throws(PageError) {
        let (marked, start) = Self.byteOrderMark(body)
        let survey = Survey(body)
        var encoding = marked ?? charset.flatMap(CharacterEncoding.init(label:))
        if encoding == nil, !survey.isASCII { encoding = MetaCharset.declared(in: body) }
        let chosen = encoding ?? .utf8
        let isUTF8 =
            survey.isASCII && chosen.keepsASCII
            || chosen == .utf8 && (try? UTF8Span(validating: body.span)) != nil
        if isUTF8, !survey.hasNUL, !survey.hasCarriageReturn {
            self.init(bytes: body, start: start)
        } else {
            let text = isUTF8 ? Array(body[start...]) : try chosen.decode(body[start...])
            self.init(bytes: Self.normalized(text), start: 0)
        }
    }

    private init(bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
    }

    private static func byteOrderMark(_ body: [UInt8]) -> (CharacterEncoding?, length: Int) {
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if body.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if body.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        return (nil, 0)
    }

    /// HTML 13.2.3.5 makes line feeds of all line ends; a NUL would end the page in libxml2.
    private static func normalized(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0: output += [0xEF, 0xBF, 0xBD]
            case 0x0D:
                let isPair = index + 1 < text.count && text[index + 1] == 0x0A
                if !isPair { output.append(0x0A) }
            default: output.append(byte)
            }
        }
        return output
    }
}

/// What one quick look over a body tells.
private struct Survey {
    let isASCII: Bool
    let hasNUL: Bool
    let hasCarriageReturn: Bool

    init(_ body: [UInt8]) {
        var all: UInt64 = 0
        (hasNUL, hasCarriageReturn) = unsafe body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return (false, false) }
            // Eight bytes at a time: a root page has some 45 million.
            let words = bytes.count / 8
            for word in 0..<words {
                unsafe all |= bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
            }
            for index in (words * 8)..<bytes.count { unsafe all |= UInt64(bytes[index]) }
            return unsafe (
                memchr(start, 0, bytes.count) != nil, memchr(start, 0x0D, bytes.count) != nil
            )
        }
        isASCII = all & 0x8080_8080_8080_8080 == 0
    }
}
