import NIOHTTP1
import Primitives

/// Takes one request's head after another off the bytes of a connection.
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
    /// Lines of the head so far, without their ends.
    private var lines: [Range<Int>] = []
    private var lineStart = 0
    /// Where the target begins and ends in the first line.
    private var targetStart: Int?
    private var targetEnd: Int?

    /// Whether nothing of a further head has come.
    var isEmpty: Bool { start == bytes.count }

    /// What came of the request's first line, as a log names it.
    var firstLine: String {
        let line = lines.first ?? lineStart..<position
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
    mutating func next() throws(RequestFault) -> HTTPRequestHead? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if try byte == UInt8(ascii: "\n") ? endLine() : take(byte) {
                return try RequestSyntax.head(endHead())
            }
            if position - start > Self.headLimit { throw .headTooLarge }
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
        if lines.isEmpty { try takeInFirstLine(byte) }
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
        let line = lineStart..<end
        lineStart = position
        // Empty lines before a request are passed over (RFC 9112 2.2).
        if line.isEmpty { return !lines.isEmpty }
        lines.append(line)
        return false
    }

    private mutating func endHead() -> [ArraySlice<UInt8>] {
        let head = lines.map { bytes[$0] }
        lines = []
        (targetStart, targetEnd) = (nil, nil)
        start = position
        if isEmpty {
            bytes = []
            (start, position, lineStart) = (0, 0, 0)
        }
        return head
    }
}
