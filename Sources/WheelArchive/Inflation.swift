import CZlib

/// A deflate stream on its way out, a piece at a time (RFC 1951).
@safe
struct Inflation: ~Copyable {
    /// The input is no such stream.
    struct CorruptData: Error {}

    enum Wrapping {
        case none
        /// A header in front, check sum and length behind, all of which the library reads
        /// (RFC 1952).
        case gzip

        /// A negative number means raw deflate, 16 more mean gzip (zlib.h, inflateInit2).
        fileprivate var windowBits: Int32 {
            switch self {
            case .none: -MAX_WBITS
            case .gzip: MAX_WBITS + 16
            }
        }
    }

    /// The library keeps its address, so it stands where nothing moves it.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether the last block has been unpacked.
    private(set) var isAtEnd = false

    init(_ wrapping: Wrapping = .none) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe zlib_inflate_init(stream, wrapping.windowBits) == Z_OK else {
            fatalError("out of memory")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Begins another stream of the same kind.
    mutating func restart() {
        unsafe inflateReset(stream)
        isAtEnd = false
    }

    /// Takes what it needs off the front of `input` for at most `room` bytes of output.
    ///
    /// - Returns: no bytes where the input does not make up another byte.
    mutating func next(
        from input: inout ArraySlice<UInt8>, room: Int
    ) throws(CorruptData) -> [UInt8] {
        var status = Z_OK
        let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            unsafe stream.pointee.next_out = buffer.baseAddress
            unsafe stream.pointee.avail_out = uInt(room)
            let left = unsafe input.withUnsafeBufferPointer { bytes in
                unsafe stream.pointee.next_in = bytes.baseAddress
                unsafe stream.pointee.avail_in = uInt(bytes.count)
                status = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe stream.pointee.avail_in
            }
            input = input.suffix(Int(left))
            count = unsafe room - Int(stream.pointee.avail_out)
        }
        isAtEnd = status == Z_STREAM_END
        if status == Z_MEM_ERROR { fatalError("out of memory") }
        // Z_BUF_ERROR only says that input or room are used up (zlib.h, inflate).
        guard isAtEnd || status == Z_OK || status == Z_BUF_ERROR else { throw CorruptData() }
        return output
    }
}
