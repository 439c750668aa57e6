/// The names of a root page: valid ones, each project once, in the page's order.
///
/// Half a million names come in one page, so they are compared as bytes, and each that is kept
/// becomes one text.
struct ProjectList {
    private(set) var names: [String] = []
    private(set) var omissions: [Omission] = []

    /// An open-addressed table of a power of two slots: 0, or 1 + an index into `names`.
    private var slots = [UInt32](repeating: 0, count: 1024)
    private var hashes: [UInt64] = []
    /// Differs from run to run, so that no page can be made whose names all share a slot.
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter text: as shown; outer white space does not count, an empty text is no name.
    mutating func add(_ text: ArraySlice<UInt8>) {
        var name = text
        while let last = name.last, last.isHTMLWhitespace { name.removeLast() }
        while let first = name.first, first.isHTMLWhitespace { name.removeFirst() }
        guard !name.isEmpty else { return }
        guard Self.isValid(name) else {
            let shown = String(decoding: name, as: UTF8.self)
            omissions.append(Omission(text: shown, reason: .invalidProjectName))
            return
        }
        if names.count * 2 >= slots.count { grow() }
        let hash = hash(name)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, Self.isSame(names[index].utf8, name) { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        names.append(String(decoding: name, as: UTF8.self))
        hashes.append(hash)
        slots[slot] = UInt32(names.count)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }

    /// ASCII letters and digits with `-`, `_` and `.` between them (PyPA, "Names and
    /// normalization").
    private static func isValid(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first, let last = name.last else { return false }
        return first.isAlphanumeric && last.isAlphanumeric
            && name.allSatisfy { $0.isAlphanumeric || $0.isNameSeparator }
    }

    /// FNV-1a over the normal form, from a start that nobody else knows.
    private func hash(_ name: ArraySlice<UInt8>) -> UInt64 {
        var hash = seed
        var followsSeparator = false
        for byte in name {
            let isSeparator = byte.isNameSeparator
            if isSeparator && followsSeparator { continue }
            followsSeparator = isSeparator
            let unit = isSeparator ? UInt8(ascii: "-") : byte.asciiLowercased
            hash = (hash ^ UInt64(unit)) &* 0x0000_0100_0000_01B3
        }
        return hash ^ hash >> 32
    }

    /// Whether two valid names have one normal form.
    private static func isSame(
        _ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>
    ) -> Bool {
        normalized(left).elementsEqual(normalized(right))
    }

    private static func normalized(_ name: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in name {
            let unit = byte.isNameSeparator ? UInt8(ascii: "-") : byte.asciiLowercased
            if unit == UInt8(ascii: "-"), bytes.last == unit { continue }
            bytes.append(unit)
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

    fileprivate var isNameSeparator: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }
}
