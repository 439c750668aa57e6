/// The extra field of a header: blocks of a kind, a length and data (APPNOTE 4.5).
struct ExtraField {
    private let blocks: [(kind: UInt16, data: ArraySlice<UInt8>)]

    /// - Returns: nil where a block is longer than what is left; up to three bytes may be left over.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        var blocks: [(UInt16, ArraySlice<UInt8>)] = []
        while rest.count >= 4 {
            let kind: UInt16 = rest.littleEndianPrefix()
            let length: UInt16 = rest.dropFirst(2).littleEndianPrefix()
            rest = rest.dropFirst(4)
            guard rest.count >= length else { return nil }
            blocks.append((kind, rest.prefix(Int(length))))
            rest = rest.dropFirst(Int(length))
        }
        self.blocks = blocks
    }

    /// The eight-byte numbers for the fields that have all their bits set, in the order of the
    /// format: size, compressed size, offset (APPNOTE 4.5.3).
    ///
    /// - Parameter fields: as the header has them.
    /// - Returns: the fields with those numbers in place, nil where some are lacking or there are
    ///   two blocks of them. Without such a block the fields mean what they are.
    func widened(_ fields: [UInt32]) -> [UInt64]? {
        let wide = blocks.filter { $0.kind == 0x0001 }
        guard var data = wide.first?.data else { return fields.map(UInt64.init) }
        guard wide.count == 1 else { return nil }
        var numbers: [UInt64] = []
        for field in fields {
            guard field == .max else {
                numbers.append(UInt64(field))
                continue
            }
            guard data.count >= 8 else { return nil }
            numbers.append(data.littleEndianPrefix())
            data = data.dropFirst(8)
        }
        return numbers
    }

    /// Whether a Unicode path block gives the member another name (APPNOTE 4.6.9), which some
    /// readers would then go by and some would not.
    func renames(_ name: ArraySlice<UInt8>) -> Bool {
        // One byte of version and four of check sum stand in front of the name.
        blocks.contains { $0.kind == 0x7075 && $0.data.dropFirst(5) != name }
    }
}
