import CZlib

/// A raw deflate stream on its way out, a piece at a time (RFC 1951).
@safe
struct Inflation: ~Copyable {
    /// The input is no deflate stream.
    struct CorruptData: Error {}

    /// The library keeps its address, so it stands where nothing moves it.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether the last block has been unpacked.
    private(set) var isAtEnd = false

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // A negative number of window bits means raw deflate (zlib.h, inflateInit2).
        guard unsafe zlib_inflate_init(stream, -MAX_WBITS) == Z_OK else {
            fatalError("out of memory")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
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
