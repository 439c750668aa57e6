/// The name of one state of a resource (RFC 9110 8.8.3).
struct EntityTag: Hashable {
    let isWeak: Bool
    /// Without quotes.
    let opaque: String

    /// A strong one.
    init(_ opaque: String) {
        isWeak = false
        self.opaque = opaque
    }

    /// Reads one as it stands in a header.
    init?(reading text: String) {
        isWeak = text.hasPrefix("W/")
        let quoted = text.utf8.dropFirst(isWeak ? 2 : 0)
        let inner = quoted.dropFirst().dropLast()
        guard quoted.count >= 2, quoted.first == Self.quote, quoted.last == Self.quote,
            inner.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != Self.quote })
        else { return nil }
        opaque = String(decoding: inner, as: UTF8.self)
    }

    private static let quote = UInt8(ascii: "\"")

    var text: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }

    /// Whether both name the same bytes (RFC 9110 8.8.3.2).
    func isStronglyEqual(to other: EntityTag) -> Bool { self == other && !isWeak }

    func isWeaklyEqual(to other: EntityTag) -> Bool { opaque == other.opaque }

    /// Reads a list of tags.
    /// - Returns: none where anything in it is no tag: nobody can tell what was meant.
    static func list(_ text: String) -> [EntityTag] {
        let parts = HeaderList.parts(of: text[...], escape: nil)
        let tags = parts.compactMap { EntityTag(reading: String($0)) }
        return tags.count == parts.count ? tags : []
    }
}
