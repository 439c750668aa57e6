/// The fixed part of one of the records that a zip archive is made of: a signature, then numbers in
/// little-endian order (APPNOTE 4.3).
struct ZipRecord {
    /// Signature and length of the fixed part in bytes.
    struct Kind {
        let signature: UInt32
        let length: Int

        /// APPNOTE 4.3.7.
        static let localHeader = Kind(signature: 0x0403_4B50, length: 30)
        /// APPNOTE 4.3.12.
        static let directoryHeader = Kind(signature: 0x0201_4B50, length: 46)
        /// APPNOTE 4.3.14, without the extensible data that nothing uses.
        static let zip64End = Kind(signature: 0x0606_4B50, length: 56)
        /// APPNOTE 4.3.15.
        static let zip64Locator = Kind(signature: 0x0706_4B50, length: 20)
        /// APPNOTE 4.3.16.
        static let end = Kind(signature: 0x0605_4B50, length: 22)
    }

    private let bytes: [UInt8]
    private let start: Int

    /// - Returns: nil where the record does not fit at `start` or has another signature.
    init?(_ kind: Kind, in bytes: [UInt8], at start: Int) {
        guard start >= 0, bytes.count - start >= kind.length else { return nil }
        self.bytes = bytes
        self.start = start
        guard uint32(at: 0) == kind.signature else { return nil }
    }

    /// - Parameter offset: from the record's start.
    func uint16(at offset: Int) -> UInt16 { number(at: offset) }
    func uint32(at offset: Int) -> UInt32 { number(at: offset) }
    func uint64(at offset: Int) -> UInt64 { number(at: offset) }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        bytes[(start + offset)...].littleEndianPrefix()
    }
}

extension ArraySlice<UInt8> {
    /// The number that the first bytes are; there must be as many as it takes.
    func littleEndianPrefix<Number: FixedWidthInteger & BitwiseCopyable>() -> Number {
        unsafe Number(littleEndian: span.bytes.unsafeLoadUnaligned(as: Number.self))
    }
}
