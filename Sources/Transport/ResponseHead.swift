/// What the head of an answer says, as far as transfers need it.
struct ResponseHead: Hashable, Sendable {
    var status: Int
    /// Of this answer's body, as declared.
    var contentLength: Int64?
    var contentType: String?
    /// How the body is packed; all lines of the header, joined by commas.
    var contentEncoding: String?
    var contentRange: ContentRange?
    var validator = Validator()
    var serial: Int64?
    var location: String?
    var retryAfter: Duration?

    var hasBodyWanted: Bool { status == 200 || status == 206 }

    var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }
}
