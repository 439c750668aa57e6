import NIOHTTP1

/// A request that is right in itself, and what follows it on its connection.
struct Request {
    let head: RequestHead
    /// Percent-encoded, without a query; nil where the target is no address of a resource.
    let path: String?
    /// Whether bytes follow that are no further request.
    let hasBody: Bool
    /// Whether the connection may take a further request.
    let isKept: Bool

    init(_ head: RequestHead) throws(RequestFault) {
        self.head = head
        try Self.checkHost(head)
        path = try Self.path(of: head)
        hasBody = try Self.hasBody(head)
        let options = Self.options(head, .connection)
        isKept =
            !hasBody && !options.contains("close")
            && (head.version.minor >= 1 || options.contains("keep-alive"))
    }

    /// Not asked for by a `HEAD`.
    var wantsContent: Bool { head.method != .HEAD }

    /// The elements of a list of words in which case does not count.
    private static func options(_ head: RequestHead, _ field: RequestHead.Field) -> [Substring] {
        head[field].map { HeaderList.parts(of: $0.lowercased()[...]) } ?? []
    }

    /// RFC 9112 3.2.
    private static func checkHost(_ head: RequestHead) throws(RequestFault) {
        if head.lines(.host) > 1 { throw .malformed("the request names two hosts") }
        let host = head[.host]
        if host == nil, head.version.minor >= 1 { throw .malformed("the request names no host") }
        if let host, Authority(host[...]) == nil {
            throw .malformed("the request's host is no name or address")
        }
    }

    /// Reads the four forms of a target (RFC 9112 3.2).
    private static func path(of head: RequestHead) throws(RequestFault) -> String? {
        let target = head.target
        let bytes = target.utf8
        if bytes.contains(UInt8(ascii: "#")) { throw .malformed("the target has a fragment") }
        if bytes.first == UInt8(ascii: "/") {
            return bytes.firstIndex(of: UInt8(ascii: "?")).map { String(target[..<$0]) } ?? target
        }
        let isOther =
            head.method == .OPTIONS && target == "*"
            || head.method == .CONNECT && Authority(target[...])?.host.isEmpty == false
        if isOther { return nil }
        let lowered = target.lowercased()
        guard let scheme = ["http://", "https://"].first(where: { lowered.hasPrefix($0) }) else {
            throw .malformed("the target is no address")
        }
        let rest = target.dropFirst(scheme.count)
        let name = rest.prefix { $0 != "/" && $0 != "?" }
        guard let authority = Authority(name), !authority.host.isEmpty else {
            throw .malformed("the target's host is no name or address")
        }
        let path = rest[name.endIndex...].prefix { $0 != "?" }
        return path.isEmpty ? "/" : String(path)
    }

    /// RFC 9112 6.3. A body is never read: the connection ends with the answer.
    private static func hasBody(_ head: RequestHead) throws(RequestFault) -> Bool {
        let length = head[.contentLength]
        let codings = options(head, .transferEncoding)
        if head.lines(.contentLength) > 1 { throw .malformed("the request names two lengths") }
        if let length, length.isEmpty || !length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw .malformed("the request's length is no number")
        }
        if head[.transferEncoding] != nil {
            if length != nil {
                throw .malformed("the request has a length beside its Transfer-Encoding")
            }
            if head.version.minor == 0 {
                throw .malformed("HTTP/1.0 knows no Transfer-Encoding")
            }
            guard codings.last == "chunked", !codings.dropLast().contains("chunked") else {
                throw .malformed("nobody can tell where the request's body ends")
            }
            return true
        }
        return length?.utf8.contains { $0 != UInt8(ascii: "0") } == true || head[.expect] != nil
    }
}
