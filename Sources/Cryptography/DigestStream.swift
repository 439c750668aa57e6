package import Primitives

/// Several digests over one stream of bytes, for a file whose hash is wanted in more than one way.
///
/// It has one user at a time: whoever moves the bytes.
package final class DigestStream: @unchecked Sendable {
    /// One context, boxed because an array cannot hold what is not copyable.
    private final class Lane {
        var context: HashContext
        init(_ algorithm: HashAlgorithm) { context = HashContext(algorithm) }
    }

    private let lanes: [Lane]

    /// Bytes fed since the last start.
    package private(set) var count: Int64 = 0

    /// - Parameter algorithms: each is computed once, however often it is named.
    package init(_ algorithms: some Sequence<HashAlgorithm>) {
        lanes = Set(algorithms).sorted().map(Lane.init)
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        for lane in lanes { unsafe lane.context.update(bytes) }
        count += Int64(bytes.count)
    }

    package func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe update(buffer) }
    }

    package func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

    /// The digests, weakest algorithm first; the stream is then as new.
    package func finish() -> [Digest] {
        count = 0
        return lanes.map { $0.context.finish() }
    }

    /// Forgets what was fed, for a transfer that begins again.
    package func reset() {
        count = 0
        for lane in lanes { lane.context.reset() }
    }
}
