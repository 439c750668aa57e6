/// A part of a resource, held in memory; the whole of it where the server knows no ranges.
final class PartBuffer: BodyReceiver {
    private let range: Range<Int64>
    private let limit: Int64
    private var bytes: [UInt8] = []
    private var isWhole = false
    private(set) var total: Int64?

    /// - Parameter limit: bytes of the whole resource beyond which it is refused.
    init(_ range: Range<Int64>, limit: Int64) {
        self.range = range
        self.limit = limit
    }

    var rangeHeaders: [String] {
        isWhole ? [] : ["Range: bytes=\(range.lowerBound)-\(range.upperBound - 1)"]
    }

    func begin(_ head: ResponseHead) throws(Refusal) {
        bytes.removeAll()
        if isWhole {
            guard head.status == 200 else { throw .restart }
            total = head.contentLength
            return try check(head.contentLength ?? 0)
        }
        guard head.status == 206, let part = head.contentRange, part.first == range.lowerBound,
            part.last < range.upperBound
        else { throw .restart }
        total = part.total
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        try check(Int64(self.bytes.count + bytes.count))
        unsafe self.bytes.append(contentsOf: bytes)
    }

    func end(_ head: ResponseHead) {}

    func restart() {
        bytes.removeAll()
        isWhole = true
    }

    /// The part; shorter where the resource ends before it.
    func take() -> [UInt8] {
        defer { bytes = [] }
        guard isWhole else { return bytes }
        total = Int64(bytes.count)
        return Array(bytes.dropFirst(Int(range.lowerBound)).prefix(range.count))
    }

    private func check(_ count: Int64) throws(Refusal) {
        guard count > limit else { return }
        throw .failed(.tooLarge(limit: limit), reason: "the answer is larger than \(limit) bytes")
    }
}
