/// A member of a tar archive with every field that a hostile hand could set.
struct TarEntry: Sendable {
    var name: [UInt8]
    var content: [UInt8]
    var type = UInt8(ascii: "0")
    /// The field of twelve bytes, where it does not simply give the content's size in octal.
    var size: [UInt8]?
    /// The field of eight bytes, where it is not simply right.
    var checksum: [UInt8]?
    /// Of eight bytes, the version among them.
    var magic = Array("ustar\u{0}00".utf8)
    /// The front part of the name, or whatever else a writer puts there.
    var prefix: [UInt8] = []
    /// Whether a list of holes is said to follow the header.
    var hasList = false

    init(_ name: String, _ content: [UInt8] = []) {
        self.name = Array(name.utf8)
        self.content = content
    }

    init(_ name: String, _ content: String) { self.init(name, Array(content.utf8)) }

    func typed(_ type: Unicode.Scalar) -> TarEntry {
        var entry = self
        entry.type = UInt8(ascii: type)
        return entry
    }

    /// With its size in octal digits that nothing stands behind.
    func sized(_ size: Int64) -> TarEntry {
        let digits = String(size, radix: 8)
        return sized(Array((String(repeating: "0", count: 12 - digits.count) + digits).utf8))
    }

    func sized(_ field: [UInt8]) -> TarEntry {
        var entry = self
        entry.size = field
        return entry
    }

    /// The same member as GNU tar writes it where the name is long: in a member of its own.
    var longNamed: [TarEntry] {
        var front = TarEntry("././@LongLink", name + [0]).typed("L")
        front.magic = Array("ustar  \u{0}".utf8)
        var entry = self
        entry.name = Array(name.prefix(8))
        entry.magic = front.magic
        return [front, entry]
    }

    /// The same member with name and size in an extended header in front of it.
    var extended: [TarEntry] {
        var entry = self
        entry.name = Array("cut off".utf8)
        entry.size = [UInt8](repeating: 0, count: 12)
        let records =
            Self.record("path", name) + Self.record("size", Array("\(content.count)".utf8))
        return [TarEntry("PaxHeaders/x", records).typed("x"), entry]
    }

    static func record(_ keyword: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(keyword)=".utf8) + value + [0x0A]
        var length = rest.count
        while "\(length)".utf8.count + rest.count != length {
            length = "\(length)".utf8.count + rest.count
        }
        return Array("\(length)".utf8) + rest
    }

    var header: [UInt8] {
        let octal = String(content.count, radix: 8)
        let size = size ?? Array((String(repeating: "0", count: 11 - octal.count) + octal).utf8)
        var block = Self.field(name, 100) + Self.field(Array("0000644".utf8), 24)
        block += Self.field(size, 12) + Self.field(Array("00000000000".utf8), 12)
        block += [UInt8](repeating: 0x20, count: 8) + [type] + Self.field([], 100)
        block += magic + Self.field([], 80) + Self.field(prefix, 167)
        if hasList { block[482] = 1 }
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        let claim = String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} "
        block.replaceSubrange(148..<156, with: checksum ?? Array(claim.utf8))
        return block
    }

    /// The header and the content, padded.
    var bytes: [UInt8] {
        let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        return header + content + padding
    }

    private static func field(_ text: [UInt8], _ width: Int) -> [UInt8] {
        Array(text.prefix(width)) + [UInt8](repeating: 0, count: max(0, width - text.count))
    }

    static let end = [UInt8](repeating: 0, count: 1024)

    /// An archive, plain.
    static func archive(_ entries: [TarEntry], end: [UInt8] = end) -> [UInt8] {
        entries.flatMap(\.bytes) + end
    }
}
