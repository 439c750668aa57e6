import Glibc
import MirrorStore
import NIOCore
import Primitives

/// An answer on its way to a client: head and small body in one piece, a large file piece by piece
/// from the disk to the socket, without coming here (sendfile(2)).
final class Delivery {
    /// Of a file: the system is handed so much at a time, so that what was sent can be told.
    private static let pieceSize = 256 << 10

    private let file: OpenFile?
    private let handle: NIOFileHandle?
    /// What of the file is still to be handed over.
    private var rest: Range<Int>
    /// Bytes of the body that were handed over last.
    private var piece: Int
    /// Bytes of the body that the system took.
    private(set) var sent = 0
    private let ended: (Delivery, (any Error)?) -> Void

    /// - Parameter ended: is told when the answer has gone out, or why it never will.
    init(_ body: MirrorAnswer.Body, ended: @escaping (Delivery, (any Error)?) -> Void) {
        self.ended = ended
        switch body {
        case .none: (file, handle, rest, piece) = (nil, nil, 0..<0, 0)
        case .bytes(let bytes): (file, handle, rest, piece) = (nil, nil, 0..<0, bytes.count)
        case .file(let file, let range):
            let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.descriptor)
            (self.file, self.handle, rest, piece) = (file, handle, range, 0)
        }
    }

    /// - Parameter beginning: the head, and the body unless that is a file.
    func begin(with beginning: ByteBuffer, _ context: ChannelHandlerContext) {
        if rest.isEmpty {
            send(.byteBuffer(beginning), context)
        } else {
            context.write(NIOAny(IOData.byteBuffer(beginning)), promise: nil)
            proceed(context)
        }
    }

    private func proceed(_ context: ChannelHandlerContext) {
        guard !rest.isEmpty, let handle else { return end(nil) }
        guard isIntact else { return end(ChannelError.eof) }
        piece = min(rest.count, Self.pieceSize)
        let upTo = rest.lowerBound + piece
        let region = FileRegion(fileHandle: handle, readerIndex: rest.lowerBound, endIndex: upTo)
        rest = upTo..<rest.upperBound
        send(.fileRegion(region), context)
    }

    private func send(_ data: IOData, _ context: ChannelHandlerContext) {
        let taken = context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success:
                sent += piece
                piece = 0
                proceed(context)
            case .failure(let error): end(error)
            }
        }
        context.writeAndFlush(NIOAny(data), promise: taken)
    }

    private func end(_ error: (any Error)?) {
        // The file stays open as long as this refers to it, and closes its descriptor itself.
        _ = try? handle?.takeDescriptorOwnership()
        ended(self, error)
    }

    /// Whether the file still holds what was promised: from a shorter one the system takes nothing,
    /// again and again, without a word.
    var isIntact: Bool { shortening == nil }

    /// Bytes of the body that the system took by now.
    func progress(_ context: ChannelHandlerContext) -> Int {
        let waiting = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        return sent + max(0, piece - waiting)
    }

    /// Counts what has gone out of a piece, before the connection is closed and that is forgotten.
    func settle(_ context: ChannelHandlerContext) {
        sent = progress(context)
        piece = 0
    }

    /// What the disk has to do with the end of an answer that broke off; nil where it was the client.
    func failure(_ error: any Error) -> StoreError? {
        if let shortening { return shortening }
        guard let file, let number = (error as? IOError)?.errnoCode,
            [EIO, ESTALE].contains(number)
        else { return nil }
        return StoreError(errno: number, operation: "send", path: file.path)
    }

    private var shortening: StoreError? {
        guard let file else { return nil }
        do {
            return try file.size() < rest.upperBound ? .shortened(file) : nil
        } catch {
            return error
        }
    }
}

extension StoreError {
    static func shortened(_ file: OpenFile) -> StoreError {
        StoreError(
            .disk(errno: EIO), operation: "send", path: file.path,
            reason: "it became shorter meanwhile")
    }
}
