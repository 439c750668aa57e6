/// A body held in memory, up to a limit.
final class BodyBuffer: BodyReceiver {
    private let limit: Int64
    private(set) var bytes: [UInt8] = []

    /// - Parameter limit: bytes after decompression.
    init(limit: Int64) { self.limit = limit }

    var rangeHeaders: [String] { [] }

    func begin(_ head: ResponseHead) throws(Refusal) {
        guard head.status == 200 else { throw .restart }
        bytes.removeAll()
        guard let length = head.contentLength else { return }
        try check(length)
        bytes.reserveCapacity(Int(length))
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        try check(Int64(self.bytes.count + bytes.count))
        unsafe self.bytes.append(contentsOf: bytes)
    }

    func end(_ head: ResponseHead) {}

    func restart() { bytes.removeAll() }

    func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private func check(_ count: Int64) throws(Refusal) {
        guard count > limit else { return }
        throw .failed(.tooLarge(limit: limit), reason: "the answer is larger than \(limit) bytes")
    }
}
