/// What the old end record and the one of zip64 both say (APPNOTE 4.3.14 and 4.3.16).
struct EndFields {
    let disk: UInt32
    let directoryDisk: UInt32
    let countOnDisk: UInt64
    let count: UInt64
    /// Of the central directory, in bytes.
    let size: UInt64
    /// Of the central directory, from the archive's start.
    let offset: UInt64

    init(end: ZipRecord) {
        disk = UInt32(end.uint16(at: 4))
        directoryDisk = UInt32(end.uint16(at: 6))
        countOnDisk = UInt64(end.uint16(at: 8))
        count = UInt64(end.uint16(at: 10))
        size = UInt64(end.uint32(at: 12))
        offset = UInt64(end.uint32(at: 16))
    }

    init(zip64End: ZipRecord) {
        disk = zip64End.uint32(at: 16)
        directoryDisk = zip64End.uint32(at: 20)
        countOnDisk = zip64End.uint64(at: 24)
        count = zip64End.uint64(at: 32)
        size = zip64End.uint64(at: 40)
        offset = zip64End.uint64(at: 48)
    }

    /// Whether each field of an old record is that of the zip64 record, or leaves the matter to it
    /// by having all its bits set.
    func agrees(with wide: EndFields) -> Bool {
        let small: [(UInt32, UInt32)] = [
            (disk, wide.disk), (directoryDisk, wide.directoryDisk),
        ]
        let counts = [(countOnDisk, wide.countOnDisk), (count, wide.count)]
        let places = [(size, wide.size), (offset, wide.offset)]
        return small.allSatisfy { $0 == UInt16.max || $0 == $1 }
            && counts.allSatisfy { $0 == UInt16.max || $0 == $1 }
            && places.allSatisfy { $0 == UInt32.max || $0 == $1 }
    }
}
