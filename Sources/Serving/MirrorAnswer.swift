import MirrorStore
import NIOCore
import NIOHTTP1
import Primitives

/// What is answered to a request, before it is known how the connection goes on.
struct MirrorAnswer {
    enum Body {
        case none
        case bytes([UInt8])
        /// Too much for the memory: sent from the file.
        case file(OpenFile, Range<Int>)
    }

    let status: HTTPResponseStatus
    var headers: HTTPHeaders
    /// What a `GET` gets; a `HEAD` gets all but this.
    var body: Body
    /// The file that should have been the answer.
    var failure: StoreError?

    /// - Parameter length: of the body, also where none is sent.
    init(
        _ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: Body = .none,
        length: Int = 0
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        // It would be that of the body which the client has (RFC 9110 8.6).
        if status == .notModified { return }
        self.headers.add(name: "Content-Length", value: "\(length)")
    }

    /// A sentence for people.
    init(_ status: HTTPResponseStatus, _ text: String, headers: HTTPHeaders = [:]) {
        let bytes = Array((text + "\n").utf8)
        self.init(status, headers: headers, body: .bytes(bytes), length: bytes.count)
        self.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
    }

    init(_ fault: RequestFault) { self.init(fault.status, fault.text) }

    /// The head, and the body unless that is a file, in one piece: they leave in one packet where
    /// they can.
    func beginning(at time: Instant) -> ByteBuffer {
        var content: [UInt8] = []
        if case .bytes(let bytes) = body { content = bytes }
        var buffer = ByteBufferAllocator().buffer(capacity: 512 + content.count)
        buffer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for (name, value) in headers {
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("Date: ")
        buffer.writeString(time.httpDate)
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeBytes(content)
        return buffer
    }
}
