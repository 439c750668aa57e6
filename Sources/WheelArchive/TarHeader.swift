/// The block in front of each member of a tar archive (POSIX.1-2017, pax, "ustar Interchange
/// Format"), also as it was before POSIX and as GNU tar writes it.
struct TarHeader {
    enum Kind: Hashable {
        case file
        /// A file with holes, as GNU tar wrote them; whether a list of them follows the header.
        case sparse(hasList: Bool)
        /// A directory, link or device: nothing follows the header, whatever its size says.
        case bare
        /// The name of the member that follows (GNU tar).
        case longName
        /// What the member that follows links to (GNU tar).
        case longLink
        /// Fields of the member that follows (pax).
        case extended
        /// Fields of all members that follow (pax).
        case global
        /// Whatever else: its content follows the header.
        case other
    }

    /// In bytes; what stands between headers is padded to a multiple of it.
    static let length = 512

    let kind: Kind
    let name: [UInt8]
    /// Of what follows the header, in bytes; not negative.
    let size: Int64

    /// - Parameter block: of the right length.
    /// - Returns: nil for a block of zeros, which ends the archive.
    /// - Throws: `malformedHeader`.
    init?(_ block: [UInt8]) throws(SourceArchiveError) {
        guard block.contains(where: { $0 != 0 }) else { return nil }
        guard Self.hasRightSum(block) else {
            throw SourceArchiveError(.malformedHeader, "its check sum is another")
        }
        name = Self.name(block)
        kind = Self.kind(block, isNamedLikeDirectory: name.last == UInt8(ascii: "/"))
        guard kind != .bare else {
            size = 0
            return
        }
        guard let number = Self.number(block[124..<136]), number <= ArchiveBytes.largest else {
            throw SourceArchiveError(.malformedHeader, "its size is no number of bytes")
        }
        size = number
    }

    private static func kind(_ block: [UInt8], isNamedLikeDirectory: Bool) -> Kind {
        switch block[156] {
        // Before POSIX a directory was told by its name.
        case 0: isNamedLikeDirectory ? .bare : .file
        case UInt8(ascii: "0"), UInt8(ascii: "7"): .file
        case UInt8(ascii: "1")...UInt8(ascii: "6"): .bare
        case UInt8(ascii: "S"): .sparse(hasList: block[482] != 0)
        case UInt8(ascii: "L"): .longName
        case UInt8(ascii: "K"): .longLink
        // Solaris wrote X before POSIX had x.
        case UInt8(ascii: "x"), UInt8(ascii: "X"): .extended
        case UInt8(ascii: "g"): .global
        default: .other
        }
    }

    private static func name(_ block: [UInt8]) -> [UInt8] {
        let name = text(block[0..<100])
        // GNU tar has times where the front part of a long name stands in POSIX's form.
        let isGNU = block[257..<263].elementsEqual("ustar ".utf8)
        let prefix = text(block[345..<500])
        return Array(isGNU || prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name)
    }

    /// The field up to its first NUL.
    static func text(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        field.prefix { $0 != 0 }
    }

    /// Whether the header's own sum is that of its bytes, its field counting as blanks. Some old
    /// writers added up signed bytes.
    private static func hasRightSum(_ block: [UInt8]) -> Bool {
        guard let claim = number(block[148..<156]) else { return false }
        let rest = block[..<148] + block[156...]
        let plain = rest.reduce(Int64(8 * 0x20)) { $0 + Int64($1) }
        let signed = rest.reduce(Int64(8 * 0x20)) { $0 + Int64(Int8(bitPattern: $1)) }
        return claim == plain || claim == signed
    }

    /// Octal digits between blanks and up to a NUL or, where the first bit is set, a big-endian
    /// number in the bytes behind the first (GNU tar, star).
    ///
    /// - Returns: nil where it is neither, negative, or too large.
    static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        if first == 0x80 { return value(field.dropFirst(), base: 256) }
        let blank = UInt8(ascii: " ")
        let digits = text(field).drop { $0 == blank }.prefix { $0 != blank }
        let rest = text(field)[digits.endIndex...]
        guard rest.allSatisfy({ $0 == blank }) else { return nil }
        return value(digits.map { $0 &- UInt8(ascii: "0") }[...], base: 8)
    }

    private static func value(_ digits: ArraySlice<UInt8>, base: Int64) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            let (product, overflow) = value.multipliedReportingOverflow(by: base)
            guard !overflow, digit < base, product <= .max - Int64(digit) else { return nil }
            value = product + Int64(digit)
        }
        return value
    }
}
