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
        if isUTF8, !survey.needsRewriting {
            self.init(bytes: body, start: start)
        } else {
            let text = isUTF8 ? Array(body[start...]) : try chosen.decode(body[start...])
            self.init(bytes: Self.rewritten(text), start: 0)
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

    /// Makes line feeds of all line ends (HTML 13.2.3.5), replaces NUL, which would end the page
    /// in libxml2, and fills comments without content, whose end libxml2 does not see.
    private static func rewritten(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 64)
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0: output += [0xEF, 0xBF, 0xBD]
            case 0x0D:
                let isPair = index + 1 < text.count && text[index + 1] == 0x0A
                if !isPair { output.append(0x0A) }
            case UInt8(ascii: "!") where text.isEmptyComment(at: index): output += "!-- ".utf8
            default: output.append(byte)
            }
        }
        return output
    }
}

extension Collection<UInt8> where Index == Int {
    /// Whether `<!-->` or `<!--->` stands round this `!`: a whole comment (HTML 13.2.5.43).
    fileprivate func isEmptyComment(at mark: Int) -> Bool {
        guard mark > startIndex, self[mark - 1] == UInt8(ascii: "<") else { return false }
        let rest = self[(mark + 1)...].prefix(4)
        return rest.starts(with: "-->".utf8) || rest.elementsEqual("--->".utf8)
    }
}

/// What one quick look over a body tells.
private struct Survey {
    let isASCII: Bool
    /// There is a NUL, a carriage return or a comment without content.
    let needsRewriting: Bool

    init(_ body: [UInt8]) {
        var all: UInt64 = 0
        needsRewriting = unsafe body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            // Eight bytes at a time: a root page has some 45 million.
            let words = bytes.count / 8
            for word in 0..<words {
                unsafe all |= bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
            }
            for index in (words * 8)..<bytes.count { unsafe all |= UInt64(bytes[index]) }
            if unsafe memchr(start, 0, bytes.count) != nil { return true }
            if unsafe memchr(start, 0x0D, bytes.count) != nil { return true }
            return unsafe Self.hasEmptyComment(bytes)
        }
        isASCII = all & 0x8080_8080_8080_8080 == 0
    }

    private static func hasEmptyComment(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count, let start = unsafe bytes.baseAddress?.advanced(by: index),
            let mark = unsafe memchr(start, 0x21, bytes.count - index)
        {
            index += unsafe mark - UnsafeMutableRawPointer(mutating: start)
            if unsafe bytes.isEmptyComment(at: index) { return true }
            index += 1
        }
        return false
    }
}
