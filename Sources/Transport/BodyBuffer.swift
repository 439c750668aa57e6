/// A body held in memory, up to a limit.
final class BodyBuffer: BodyReceiver {
    private let limit: Int64
    private let isUnpacked: Bool
    private var coding = ContentCoding(nil)
    private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - limit: bytes, before and after they are unpacked.
    ///   - isUnpacked: whether it may come packed, as `Content-Encoding` then says.
    init(limit: Int64, isUnpacked: Bool = false) {
        self.limit = limit
        self.isUnpacked = isUnpacked
    }

    var rangeHeaders: [String] { [] }

    func begin(_ head: ResponseHead) throws(Refusal) {
        guard head.status == 200 else { throw .restart }
        bytes.removeAll()
        coding = ContentCoding(isUnpacked ? head.contentEncoding : nil)
        guard let length = head.contentLength else { return }
        try check(length)
        bytes.reserveCapacity(Int(length))
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        try check(Int64(self.bytes.count + bytes.count))
        unsafe self.bytes.append(contentsOf: bytes)
    }

    func end(_ head: ResponseHead) throws(Refusal) {
        do {
            bytes = try coding.decode(bytes, limit: limit)
        } catch is ContentCoding.TooLarge {
            throw tooLarge
        } catch {
            throw .failed(.truncated, reason: "the body's gzip data ends too early or is damaged")
        }
    }

    func restart() { bytes.removeAll() }

    func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private func check(_ count: Int64) throws(Refusal) {
        if count > limit { throw tooLarge }
    }

    private var tooLarge: Refusal {
        .failed(.tooLarge(limit: limit), reason: "the answer is larger than \(limit) bytes")
    }
}
