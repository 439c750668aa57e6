/// Reads a glob from left to right and normalises it on the way.
struct GlobScanner {
    private var rest: ArraySlice<UInt8>

    init(_ pattern: String) { rest = Array(pattern.utf8)[...] }

    /// - Returns: nil where the pattern is not a glob over names.
    mutating func tokens() -> [GlobToken]? {
        var tokens: [GlobToken] = []
        while let byte = rest.popFirst() {
            guard let token = token(startingWith: byte) else { return nil }
            let repeats = token == .anyRun || token == .byte(UInt8(ascii: "-"))
            if !(repeats && tokens.last == token) { tokens.append(token) }
        }
        return tokens
    }

    private mutating func token(startingWith byte: UInt8) -> GlobToken? {
        switch byte {
        case UInt8(ascii: "*"): .anyRun
        case UInt8(ascii: "?"): .anyByte
        case UInt8(ascii: "["): set()
        default: Self.normalized(byte).map(GlobToken.byte)
        }
    }

    /// What stands between `[` and `]`; a `]` in first place ends an empty set, which is refused.
    private mutating func set() -> GlobToken? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        var members = rest[..<end]
        rest = rest[(end + 1)...]
        let negated = members.first.map { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "^") }
        if negated == true { members.removeFirst() }
        var ranges: [ClosedRange<UInt8>] = []
        while let first = members.popFirst() {
            guard let lower = Self.normalized(first) else { return nil }
            var upper = lower
            if members.count >= 2, members.first == UInt8(ascii: "-") {
                members.removeFirst()
                guard let last = members.popFirst().flatMap(Self.normalized), last >= lower
                else { return nil }
                upper = last
            }
            ranges.append(lower...upper)
        }
        return ranges.isEmpty ? nil : .oneOf(ranges, negated: negated == true)
    }

    /// A byte as it stands in normalised names; nil for one that no name has.
    private static func normalized(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): UInt8(ascii: "-")
        default: nil
        }
    }
}
