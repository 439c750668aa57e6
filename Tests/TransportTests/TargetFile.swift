import Cryptography
import Glibc
import Primitives
import TestSupport
import Testing

@testable import Transport

/// A file to download into, closed with the value.
final class TargetFile {
    let descriptor: CInt
    private let directory: TemporaryDirectory

    /// - Parameter bytes: what an earlier transfer left.
    init(_ directory: TemporaryDirectory, holding bytes: [UInt8] = []) throws {
        self.directory = directory
        let path = try directory.write(bytes, to: "target")
        descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        try #require(descriptor >= 0)
    }

    deinit { close(descriptor) }

    var bytes: [UInt8] { (try? directory.bytes("target")) ?? [] }

    func sink(_ adjust: (inout DownloadSink) -> Void = { _ in }) -> DownloadSink {
        var sink = DownloadSink(descriptor: descriptor, digests: DigestStream([.sha256, .md5]))
        adjust(&sink)
        return sink
    }

    /// A sink that goes on after the bytes that are there.
    func resuming(
        _ validator: Validator, _ adjust: (inout DownloadSink) -> Void = { _ in }
    ) -> DownloadSink {
        sink {
            $0.present = PartialContent(size: Int64(bytes.count), validator: validator)
            $0.digests.update(bytes)
            adjust(&$0)
        }
    }
}
