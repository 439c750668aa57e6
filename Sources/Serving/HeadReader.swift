import NIOHTTP1
import Primitives

/// Takes one request after another off the bytes of a connection.
///
/// Each byte is looked at once, whatever lines it comes in. NIOHTTP1's own decoder is not asked: it
/// knows no limit to a head and lets pass what RFC 9112 has a server refuse.
struct HeadReader {
    static let headLimit = 32 << 10
    static let targetLimit = 8 << 10

    private var bytes: [UInt8] = []
    /// Where the head begins that is being read.
    private var start = 0
    private var position = 0
    private var lineStart = 0
    /// What the lines so far say.
    private var head: HTTPRequestHead?
    private var requestLine: Range<Int>?
    /// Where the target begins and ends in the first line.
    private var targetStart: Int?
    private var targetEnd: Int?

    /// Whether nothing of a further head has come.
    var isEmpty: Bool { start == bytes.count }

    /// What came of the request's first line, as a log names it.
    var firstLine: String {
        let line = requestLine ?? lineStart..<position
        return SystemText.text(Array(bytes[line].prefix(Self.targetLimit)))
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        if start > 0, position == start {
            bytes.removeFirst(start)
            (start, position, lineStart) = (0, 0, 0)
        }
        bytes += more
    }

    /// - Returns: nil as long as the head is not complete.
    mutating func next() throws(RequestFault) -> Request? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if position - start > Self.headLimit { throw .headTooLarge }
            if try byte == UInt8(ascii: "\n") ? endLine() : take(byte) {
                let request = try head.map { head throws(RequestFault) in try Request(head) }
                endHead()
                return request
            }
        }
        return nil
    }

    /// - Returns: false, as no head ends within a line.
    private mutating func take(_ byte: UInt8) throws(RequestFault) -> Bool {
        if position - 2 >= lineStart, bytes[position - 2] == UInt8(ascii: "\r") {
            throw .malformed("a carriage return stands within a line")
        }
        guard
            byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
        else { throw .malformed("a control character stands in the head") }
        if head == nil { try takeInFirstLine(byte) }
        return false
    }

    private mutating func takeInFirstLine(_ byte: UInt8) throws(RequestFault) {
        let isBlank = byte == UInt8(ascii: " ")
        if let targetStart {
            if isBlank { targetEnd = targetEnd ?? position }
            if targetEnd == nil, position - targetStart > Self.targetLimit { throw .targetTooLong }
        } else if isBlank {
            targetStart = position
        }
    }

    /// - Returns: whether the head ends here.
    private mutating func endLine() throws(RequestFault) -> Bool {
        let end = position - 2
        guard end >= lineStart, bytes[end] == UInt8(ascii: "\r") else {
            throw .malformed("a line ends without a carriage return")
        }
        let line = bytes[lineStart..<end]
        // Empty lines before a request are passed over (RFC 9112 2.2).
        if line.isEmpty, head != nil { return true }
        if head != nil {
            let (name, value) = try RequestSyntax.field(line)
            head?.headers.add(name: name, value: value)
        } else if !line.isEmpty {
            requestLine = lineStart..<end
            head = try RequestSyntax.line(line)
        }
        lineStart = position
        return false
    }

    private mutating func endHead() {
        (head, requestLine) = (nil, nil)
        (targetStart, targetEnd) = (nil, nil)
        (start, lineStart) = (position, position)
        if isEmpty {
            bytes = []
            (start, position, lineStart) = (0, 0, 0)
        }
    }
}
