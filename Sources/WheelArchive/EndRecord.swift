import Glibc

/// What the end of an archive says about its central directory (APPNOTE 4.3.14 to 4.3.16).
struct EndRecord: Equatable {
    /// Of members.
    let count: Int
    /// Where the central directory stands in the file.
    let directory: Range<Int64>
    /// How far all offsets are off, because so many bytes stand before the archive.
    let shift: Int64

    /// Longest end: the three records with the longest comment.
    static let longest =
        ZipRecord.Kind.zip64End.length + ZipRecord.Kind.zip64Locator.length
        + ZipRecord.Kind.end.length + Int(UInt16.max)

    /// - Parameters:
    ///   - tail: the last bytes of the file, `longest` of them if there are as many.
    ///   - size: of the file.
    init(tail: [UInt8], size: Int64) throws(WheelError) {
        let position = try Self.position(in: tail)
        guard let end = ZipRecord(.end, in: tail, at: position) else { throw WheelError(.notAZip) }
        let start = size - Int64(tail.count)
        guard let wide = try Zip64End(before: position, in: tail) else {
            try self.init(EndFields(end: end), directoryEnd: start + Int64(position))
            return
        }
        guard EndFields(end: end).agrees(with: wide.fields) else {
            throw WheelError(.malformedDirectory, "its two end records differ")
        }
        try self.init(wide.fields, directoryEnd: start + Int64(wide.position))
        guard wide.claimedOffset == UInt64(directory.upperBound - shift) else {
            throw WheelError(.malformedDirectory, "its zip64 locator points elsewhere")
        }
    }

    private init(_ fields: EndFields, directoryEnd: Int64) throws(WheelError) {
        guard fields.disk == 0, fields.directoryDisk == 0, fields.countOnDisk == fields.count else {
            throw WheelError(.malformedDirectory, "it belongs to an archive of several disks")
        }
        guard fields.size <= UInt64(directoryEnd),
            case let start = directoryEnd - Int64(fields.size), fields.offset <= UInt64(start)
        else { throw WheelError(.malformedDirectory, "it does not fit into the file") }
        guard fields.count <= fields.size / UInt64(ZipRecord.Kind.directoryHeader.length) else {
            throw WheelError(.malformedDirectory, "it is too small for its members")
        }
        count = Int(fields.count)
        directory = start..<directoryEnd
        shift = start - Int64(fields.offset)
    }

    /// Where the end record begins: the one place from which its comment reaches to the end, or to
    /// zeros, which some tools pad files with and all readers pass over.
    private static func position(in tail: [UInt8]) throws(WheelError) -> Int {
        let length = ZipRecord.Kind.end.length
        var found: Int?
        for start in Self.candidates(in: tail) where start <= tail.count - length {
            guard let end = ZipRecord(.end, in: tail, at: start),
                case let rest = start + length + Int(end.uint16(at: 20)), rest <= tail.count,
                tail[rest...].allSatisfy({ $0 == 0 })
            else { continue }
            // Readers differ in which one they take, so one of them is to be deceived.
            guard found == nil else {
                throw WheelError(.malformedDirectory, "it has two end records")
            }
            found = start
        }
        guard let found else { throw WheelError(.notAZip) }
        return found
    }

    /// Where a signature may begin; memchr looks through a tail of 64 KiB in the time of two calls.
    private static func candidates(in tail: [UInt8]) -> [Int] {
        unsafe tail.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var positions: [Int] = []
            var start = 0
            while start < bytes.count,
                let hit = unsafe memchr(base + start, 0x50, bytes.count - start)
            {
                start = unsafe base.distance(to: UnsafeRawPointer(hit)) + 1
                positions.append(start - 1)
            }
            return positions
        }
    }
}
