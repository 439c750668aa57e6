internal import CZlib

/// The bodies of answers as `Content-Encoding` says that they are packed (RFC 9110 8.4), read as
/// browsers and installers read them: words that mean nothing are passed over.
struct ContentCoding {
    /// The body ends before its packing does, or is not what it begins as.
    struct Broken: Error {}
    struct TooLarge: Error {}

    private enum Packing { case gzip, deflate }

    /// In the order of application.
    private let packings: [Packing]

    /// - Parameter header: all its lines, joined by commas.
    init(_ header: String?) {
        let words = (header ?? "").split(separator: ",").map {
            $0.filter { !$0.isWhitespace }.lowercased()
        }
        packings = words.compactMap { word in
            switch word {
            case "gzip", "x-gzip": .gzip
            case "deflate": .deflate
            default: nil
            }
        }
    }

    /// - Parameter limit: bytes beyond which nothing is unpacked.
    func decode(_ body: [UInt8], limit: Int64) throws -> [UInt8] {
        try packings.reversed().reduce(body) { try Self.unpack($0, $1, limit) }
    }

    private static func unpack(
        _ body: [UInt8], _ packing: Packing, _ limit: Int64
    ) throws -> [UInt8] {
        switch packing {
        case .gzip:
            return isGzip(body[...]) ? try inflated(body, windowBits: MAX_WBITS + 16, limit) : body
        case .deflate where isZlib(body): return try inflated(body, windowBits: MAX_WBITS, limit)
        // Some servers leave the wrapping out (RFC 9110 8.4.1.2), others the packing.
        case .deflate:
            do {
                return try inflated(body, windowBits: -MAX_WBITS, limit)
            } catch is Broken {
                return body
            }
        }
    }

    private static func isGzip(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: [0x1f, 0x8b])
    }

    private static func isZlib(_ body: [UInt8]) -> Bool {
        body.count >= 2 && body[0] & 0x0f == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
    }

    /// What stands behind the last member is passed over, such as zeros that fill a block.
    private static func inflated(
        _ body: [UInt8], windowBits: Int32, _ limit: Int64
    ) throws -> [UInt8] {
        // The library keeps its address, so it stands where nothing moves it.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        defer {
            _ = unsafe inflateEnd(stream)
            unsafe stream.deallocate()
        }
        guard unsafe zlib_inflate_init(stream, windowBits) == Z_OK else {
            fatalError("out of memory")
        }
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var rest = body[...]
        while true {
            let (status, left, count) = unsafe step(stream, rest, &piece)
            rest = rest.suffix(left)
            output += piece.prefix(count)
            guard output.count <= limit else { throw TooLarge() }
            if status == Z_STREAM_END {
                guard windowBits > MAX_WBITS, isGzip(rest) else { return output }
                unsafe inflateReset(stream)
            } else if status != Z_OK || (rest.isEmpty && count < piece.count) {
                throw Broken()
            }
        }
    }

    private static func step(
        _ stream: UnsafeMutablePointer<z_stream>, _ input: ArraySlice<UInt8>,
        _ output: inout [UInt8]
    ) -> (status: Int32, left: Int, count: Int) {
        let room = output.count
        return unsafe output.withUnsafeMutableBufferPointer { buffer in
            unsafe input.withUnsafeBufferPointer { bytes in
                unsafe stream.pointee.next_in = bytes.baseAddress
                unsafe stream.pointee.avail_in = uInt(bytes.count)
                unsafe stream.pointee.next_out = buffer.baseAddress
                unsafe stream.pointee.avail_out = uInt(room)
                let status = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe (
                    status, Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out)
                )
            }
        }
    }
}
