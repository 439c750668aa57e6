internal import Glibc

/// A part of a resource, held in memory; where the server sends the whole instead, that goes into a
/// sink.
final class PartBuffer: BodyReceiver {
    private let range: Range<Int64>
    private let open: () -> DownloadSink?
    private var bytes: [UInt8] = []
    private var wantsWhole = false
    private(set) var total: Int64?
    /// Set once the whole is on its way.
    private(set) var whole: FileWriter?

    /// - Parameter open: asked when the whole comes; nil where there is no place for it.
    init(_ range: Range<Int64>, orWholeInto open: @escaping () -> DownloadSink?) {
        self.range = range
        self.open = open
    }

    var rangeHeaders: [String] {
        if let whole { return whole.rangeHeaders }
        return wantsWhole ? [] : ["Range: bytes=\(range.lowerBound)-\(range.upperBound - 1)"]
    }

    func begin(_ head: ResponseHead) throws(Refusal) {
        bytes.removeAll()
        if let whole { return try whole.begin(head) }
        guard head.status == 206 else {
            guard let sink = open() else {
                throw .failed(.disk(errno: EIO), reason: "there is no place for the whole")
            }
            let writer = FileWriter(sink)
            whole = writer
            return try writer.begin(head)
        }
        // Who does not know the size is asked for the whole, which tells it.
        guard !wantsWhole, let part = head.contentRange, part.first == range.lowerBound,
            part.last < range.upperBound, part.total != nil
        else { throw .restart }
        total = part.total
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        if let whole { return try unsafe whole.receive(bytes) }
        guard self.bytes.count + bytes.count <= range.count else { throw .restart }
        unsafe self.bytes.append(contentsOf: bytes)
    }

    func end(_ head: ResponseHead) throws(Refusal) { try whole?.end(head) }

    func restart() throws(Refusal) {
        bytes.removeAll()
        wantsWhole = true
        try whole?.restart()
    }

    /// The part; shorter where the resource ends before it.
    func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}
