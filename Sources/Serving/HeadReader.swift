import Primitives

/// Takes one request after another off the bytes of a connection.
///
/// Each byte is looked at once, whatever pieces it comes in, and forgotten with its line. NIOHTTP1's own decoder is not asked: it
/// knows no limit to a head and lets pass what RFC 9112 has a server refuse.
struct HeadReader {
    static let headLimit = 32 << 10
    static let targetLimit = 8 << 10
    private static let cr = UInt8(ascii: "\r")

    /// What came and is in no line that was read.
    private var bytes: [UInt8] = []
    private var lineStart = 0
    private var position = 0
    /// Bytes in the lines before `lineStart`, empty ones before the head among them.
    private var headSize = 0
    /// What the lines so far say.
    private var head: RequestHead?
    private var line: String?
    /// Where the target begins and ends in the first line.
    private var targetStart: Int?
    private var targetEnd: Int?

    /// What came of the request's first line, as a log names it.
    var firstLine: String { line ?? Self.told(bytes[lineStart..<position]) }

    /// Whether nothing of a further head has come. Empty lines before it are passed over (RFC 9112
    /// 2.2).
    var isEmpty: Bool { head == nil && lineStart == bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(lineStart)
        position -= lineStart
        targetStart = targetStart.map { $0 - lineStart }
        targetEnd = targetEnd.map { $0 - lineStart }
        lineStart = 0
        bytes += more
    }

    /// - Returns: nil as long as the head is not complete.
    mutating func next() throws(RequestFault) -> Request? {
        while position < bytes.count {
            let news = position
            let end = bytes[news...].firstIndex(of: UInt8(ascii: "\n"))
            position = end.map { $0 + 1 } ?? bytes.count
            try check(news..<(end ?? position))
            if end != nil, try endLine() {
                let request = try head.map { head throws(RequestFault) in try Request(head) }
                endHead()
                return request
            }
        }
        return nil
    }

    /// - Parameter news: what has come of a line, without its end.
    private mutating func check(_ news: Range<Int>) throws(RequestFault) {
        if head == nil { try checkTarget(news) }
        if headSize + position - lineStart > Self.headLimit { throw .headTooLarge }
        var isAfterReturn = news.lowerBound > lineStart && bytes[news.lowerBound - 1] == Self.cr
        for byte in bytes[news] {
            if isAfterReturn { throw .malformed("a carriage return stands within a line") }
            isAfterReturn = byte == Self.cr
            if byte < 0x20 && byte != UInt8(ascii: "\t") && !isAfterReturn || byte == 0x7F {
                throw .malformed("a control character stands in the head")
            }
        }
    }

    /// The second word of the first line.
    private mutating func checkTarget(_ news: Range<Int>) throws(RequestFault) {
        let blank = UInt8(ascii: " ")
        targetStart = targetStart ?? bytes[news].firstIndex(of: blank).map { $0 + 1 }
        guard let targetStart else { return }
        let rest = bytes[max(targetStart, news.lowerBound)..<max(targetStart, news.upperBound)]
        targetEnd = targetEnd ?? rest.firstIndex(of: blank)
        if (targetEnd ?? news.upperBound) - targetStart > Self.targetLimit { throw .targetTooLong }
    }

    /// - Returns: whether the head ends here.
    private mutating func endLine() throws(RequestFault) -> Bool {
        let end = position - 2
        guard end >= lineStart, bytes[end] == Self.cr else {
            throw .malformed("a line ends without a carriage return")
        }
        let line = bytes[lineStart..<end]
        if line.isEmpty, head != nil { return true }
        if head != nil {
            let (name, value) = try RequestSyntax.field(line)
            if let field = RequestHead.Field(name) { head?.add(field, RequestSyntax.text(value)) }
        } else if !line.isEmpty {
            self.line = Self.told(line)
            head = try RequestSyntax.line(line)
        }
        headSize += position - lineStart
        lineStart = position
        return false
    }

    private mutating func endHead() {
        (head, line, headSize) = (nil, nil, 0)
        (targetStart, targetEnd) = (nil, nil)
        lineStart = position
        if isEmpty {
            bytes = []
            (position, lineStart) = (0, 0)
        }
    }

    private static func told(_ line: ArraySlice<UInt8>) -> String {
        let end = UInt8(ascii: "\n")
        return SystemText.text(Array(line.prefix(targetLimit).prefix { $0 != end && $0 != cr }))
    }
}
