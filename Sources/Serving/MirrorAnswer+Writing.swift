import MirrorStore
import NIOCore
import NIOHTTP1
import Primitives

extension MirrorAnswer {
    /// Hands head and body to the connection in one piece, so that they leave in one packet where
    /// they can; a large file goes from the disk to the socket without coming here (sendfile(2)).
    func write(
        to context: ChannelHandlerContext, at time: Instant, promise: EventLoopPromise<Void>,
        _ wrap: (HTTPServerResponsePart) -> NIOAny
    ) {
        var headers = headers
        headers.add(name: "Date", value: time.httpDate)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrap(.head(head)), promise: nil)
        switch body {
        case .none: break
        case .bytes(let bytes):
            context.write(wrap(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        case .file(let file, let range):
            let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.descriptor)
            let region = FileRegion(
                fileHandle: handle, readerIndex: range.lowerBound, endIndex: range.upperBound)
            // The file stays open as long as this refers to it, and closes its descriptor itself.
            promise.futureResult.whenComplete { _ in
                withExtendedLifetime(file) { _ = try? handle.takeDescriptorOwnership() }
            }
            context.write(wrap(.body(.fileRegion(region))), promise: nil)
        }
        context.writeAndFlush(wrap(.end(nil)), promise: promise)
    }
}
