/// The names of a root page: valid ones, each project once, in the page's order.
///
/// Half a million names come in one page, so they are looked at as bytes, and each becomes one
/// text.
struct ProjectList {
    private(set) var omissions: [Omission] = []
    private var names: [String] = []
    private var hashes: [UInt32] = []
    /// Differs from run to run, so that no page can be made whose names all have one hash.
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter count: about how many names there will be.
    init(expecting count: Int = 0) {
        names.reserveCapacity(count)
        hashes.reserveCapacity(count)
    }

    /// - Parameter text: as shown; outer white space does not count, an empty text is no name.
    mutating func add(_ text: [UInt8]) {
        unsafe text.withUnsafeBufferPointer { text in
            var name = unsafe text[...]
            while let last = unsafe name.last, last.isHTMLWhitespace { unsafe name.removeLast() }
            while let first = unsafe name.first, first.isHTMLWhitespace {
                unsafe name.removeFirst()
            }
            unsafe add(trimmed: UnsafeBufferPointer(rebasing: name))
        }
    }

    private mutating func add(trimmed name: UnsafeBufferPointer<UInt8>) {
        guard !name.isEmpty else { return }
        let shown = unsafe String(decoding: name, as: UTF8.self)
        if name.count <= FileNameRule.longest, let hash = unsafe hash(ofNormalForm: name) {
            names.append(shown)
            hashes.append(hash)
        } else {
            omissions.append(Omission(text: shown, reason: .invalidProjectName))
        }
    }

    /// FNV-1a over the normal form, from a start that nobody else knows.
    /// - Returns: nil unless the name is of ASCII letters and digits with `-`, `_` and `.` between
    ///   them (PyPA, "Names and normalization").
    private func hash(ofNormalForm name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard unsafe name.first?.isNameSeparator == false,
            unsafe name.last?.isNameSeparator == false
        else { return nil }
        var hash = seed
        var followsSeparator = false
        for index in 0..<name.count {
            var unit = unsafe name[index]
            switch unit {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                followsSeparator = false
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                unit |= 0x20
                followsSeparator = false
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                if followsSeparator { continue }
                unit = UInt8(ascii: "-")
                followsSeparator = true
            default: return nil
            }
            hash = (hash ^ UInt64(unit)) &* 0x0000_0100_0000_01B3
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    /// The first of each project's spellings.
    ///
    /// Done in one go: a table of this size is out of the processor's caches, and a short loop lets
    /// it wait for many places at once.
    var distinctNames: [String] {
        var size = 1024
        while size < names.count + names.count / 2 { size *= 2 }
        // Open addressing; a slot holds a hash and 1 + an index into the names, or 0.
        var slots = [UInt64](repeating: 0, count: size)
        var repeated: Set<Int> = []
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & (size - 1)
            var isRepeated = false
            while slots[slot] != 0, !isRepeated {
                let other = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
                isRepeated = slots[slot] >> 32 == hash && isSameProject(index, other)
                slot = (slot + 1) & (size - 1)
            }
            if isRepeated {
                repeated.insert(index)
            } else {
                slots[slot] = UInt64(hash) << 32 | UInt64(index + 1)
            }
        }
        if repeated.isEmpty { return names }
        return names.indices.lazy.filter { !repeated.contains($0) }.map { names[$0] }
    }

    private func isSameProject(_ left: Int, _ right: Int) -> Bool {
        Self.normalForm(names[left]) == Self.normalForm(names[right])
    }

    private static func normalForm(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            let unit = byte.isNameSeparator ? UInt8(ascii: "-") : byte.asciiLowercased
            if unit != UInt8(ascii: "-") || bytes.last != unit { bytes.append(unit) }
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var isNameSeparator: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }
}
