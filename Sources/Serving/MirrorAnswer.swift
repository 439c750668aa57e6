import MirrorStore
import NIOHTTP1

/// What is answered to a request, before it is known how the connection goes on.
struct MirrorAnswer {
    enum Body {
        case none
        case bytes([UInt8])
        /// Too much for the memory: sent from the file.
        case file(OpenFile, Range<Int>)

        /// In bytes.
        var count: Int {
            switch self {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .file(_, let range): range.count
            }
        }
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
        self.headers.add(name: "Content-Length", value: "\(length)")
    }

    /// A sentence for people.
    init(_ status: HTTPResponseStatus, _ text: String, headers: HTTPHeaders = [:]) {
        let bytes = Array((text + "\n").utf8)
        self.init(status, headers: headers, body: .bytes(bytes), length: bytes.count)
        self.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
    }

    init(_ fault: RequestFault) { self.init(fault.status, fault.text) }
}
