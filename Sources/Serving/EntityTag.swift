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

    private init(isWeak: Bool, opaque: String) {
        self.isWeak = isWeak
        self.opaque = opaque
    }

    var text: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }

    /// Whether both name the same bytes (RFC 9110 8.8.3.2).
    func isStronglyEqual(to other: EntityTag) -> Bool { self == other && !isWeak }

    func isWeaklyEqual(to other: EntityTag) -> Bool { opaque == other.opaque }

    /// Reads the tags of a list, up to what is none.
    static func list(_ text: String) -> [EntityTag] {
        var tags: [EntityTag] = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            let isWeak = rest.hasPrefix("W/")
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                return tags
            }
            let opaque = rest[rest.index(after: rest.startIndex)..<end]
            tags.append(EntityTag(isWeak: isWeak, opaque: String(opaque)))
            rest = rest[rest.index(after: end)...]
        }
    }
}
