internal import Cryptography
internal import Glibc
internal import Primitives

/// Writes a body to a descriptor and hashes it; goes on where an earlier attempt stopped.
final class FileWriter: BodyReceiver {
    private let sink: DownloadSink
    /// Bytes in the file, all of them hashed.
    private(set) var size: Int64
    private(set) var validator: Validator

    init(_ sink: DownloadSink) {
        self.sink = sink
        size = sink.present?.size ?? 0
        validator = sink.present?.validator ?? Validator()
        precondition(sink.digests.count == size, "the digests have not been fed what is present")
        sink.progress?.set(size)
    }

    var present: PartialContent? {
        size > 0 ? PartialContent(size: size, validator: validator) : nil
    }

    var rangeHeaders: [String] {
        guard size > 0 else { return [] }
        if let condition = validator.rangeCondition {
            return ["Range: bytes=\(size)-", "If-Range: \(condition)"]
        }
        return sink.isVerifiedByDigest ? ["Range: bytes=\(size)-"] : []
    }

    func begin(_ head: ResponseHead) throws(Refusal) {
        if head.status == 206 {
            guard let range = head.contentRange, range.first == size else { throw .restart }
            try check(total: range.total)
        } else {
            try check(total: head.contentLength)
            try restart()
        }
        let total = head.contentRange?.total ?? head.contentLength ?? sink.expectedSize
        if let total, sink.admits?(total - size) == false { throw Self.diskFailure(ENOSPC) }
        if !head.validator.isEmpty { validator = head.validator }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        let next = size + Int64(bytes.count)
        try checkLimit(next)
        if let expected = sink.expectedSize, next > expected { throw mismatch(expected, next) }
        if sink.hasRoom?(bytes.count) == false { throw Self.diskFailure(ENOSPC) }
        try unsafe write(bytes)
        unsafe sink.digests.update(bytes)
        size = next
        sink.progress?.set(size)
    }

    func end(_ head: ResponseHead) throws(Refusal) {
        if let total = head.contentRange?.total, size < total { throw Self.truncated }
        guard let expected = sink.expectedSize, size != expected else { return }
        // Without a declared length the end of the connection is all that ends a body.
        throw head.contentLength == nil ? Self.truncated : mismatch(expected, size)
    }

    /// Forgets what is in the file.
    func restart() throws(Refusal) {
        guard size > 0 else { return }
        // What is no regular file keeps nothing to cut off (ftruncate(2)).
        guard ftruncate(sink.descriptor, 0) == 0 || errno == EINVAL else {
            throw Self.diskFailure(errno)
        }
        sink.digests.reset()
        size = 0
        validator = Validator()
        sink.progress?.set(0)
    }

    /// What there is to say once the file is whole.
    func receipt(from address: WebAddress) -> Receipt {
        Receipt(
            size: size, digests: sink.digests.finish(), validator: validator, address: address)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        var rest = unsafe bytes
        var offset = size
        while unsafe !rest.isEmpty {
            let count = unsafe pwrite(
                sink.descriptor, rest.baseAddress, rest.count, off_t(offset))
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.diskFailure(errno)
            }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            offset += Int64(count)
        }
    }

    private func check(total: Int64?) throws(Refusal) {
        guard let total else { return }
        try checkLimit(total)
        if let expected = sink.expectedSize, total != expected { throw mismatch(expected, total) }
    }

    private func checkLimit(_ count: Int64) throws(Refusal) {
        guard let limit = sink.sizeLimit, count > limit else { return }
        throw .failed(.tooLarge(limit: limit), reason: "the file is larger than \(limit) bytes")
    }

    private func mismatch(_ expected: Int64, _ actual: Int64) -> Refusal {
        .failed(
            .sizeMismatch(expected: expected, actual: actual),
            reason: "expected \(expected) bytes, the server has \(actual)")
    }

    private static let truncated = Refusal.failed(
        .truncated, reason: "the connection ended before the body did")

    private static func diskFailure(_ code: CInt) -> Refusal {
        .failed(
            .disk(errno: code), reason: "writing failed: \(unsafe String(cString: strerror(code)))")
    }
}
