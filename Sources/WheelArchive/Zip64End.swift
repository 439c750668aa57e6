/// The records that archives too large for the old end record have in front of it.
struct Zip64End {
    let fields: EndFields
    /// Where the record begins in the bytes that it was looked for in.
    let position: Int
    /// Where it begins in the archive, as its locator says.
    let claimedOffset: UInt64

    /// - Parameter end: where the old end record begins.
    /// - Returns: nil where no locator stands in front of that.
    init?(before end: Int, in tail: [UInt8]) throws(WheelError) {
        let start = end - ZipRecord.Kind.zip64Locator.length
        guard let locator = ZipRecord(.zip64Locator, in: tail, at: start) else { return nil }
        position = start - ZipRecord.Kind.zip64End.length
        guard let record = ZipRecord(.zip64End, in: tail, at: position),
            // What follows the field itself.
            record.uint64(at: 4) == UInt64(ZipRecord.Kind.zip64End.length - 12),
            locator.uint32(at: 4) == 0, locator.uint32(at: 16) <= 1
        else { throw WheelError(.malformedDirectory, "its zip64 end record is not in place") }
        fields = EndFields(zip64End: record)
        claimedOffset = locator.uint64(at: 8)
    }
}
