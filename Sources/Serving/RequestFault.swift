import NIOHTTP1

/// Why a request is answered before anybody looks for a file.
struct RequestFault: Error, Hashable {
    let status: HTTPResponseStatus
    let text: String

    static func malformed(_ what: String) -> RequestFault {
        RequestFault(status: .badRequest, text: what)
    }

    static let headTooLarge = RequestFault(
        status: .requestHeaderFieldsTooLarge,
        text: "a request's head has at most \(HeadReader.headLimit) bytes")
    static let targetTooLong = RequestFault(
        status: .uriTooLong, text: "an address has at most \(HeadReader.targetLimit) bytes")
    static let unknownVersion = RequestFault(
        status: .httpVersionNotSupported, text: "this server speaks HTTP/1.1")
    static let late = RequestFault(
        status: .requestTimeout, text: "the head of the request took too long")
}
