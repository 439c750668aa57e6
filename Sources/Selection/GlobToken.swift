/// One element of a glob: what a byte, or a run of bytes, has to be.
enum GlobToken: Hashable, Sendable, CustomStringConvertible {
    case byte(UInt8)
    case anyByte
    case anyRun
    case oneOf([ClosedRange<UInt8>], negated: Bool)

    var isByte: Bool {
        if case .byte = self { true } else { false }
    }

    func matches(_ byte: UInt8) -> Bool {
        switch self {
        case .byte(let wanted): byte == wanted
        case .anyByte: true
        case .anyRun: false
        case .oneOf(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
        }
    }

    var description: String {
        switch self {
        case .byte(let byte): String(UnicodeScalar(byte))
        case .anyByte: "?"
        case .anyRun: "*"
        case .oneOf(let ranges, let negated):
            "[" + (negated ? "!" : "") + ranges.map(Self.text).joined() + "]"
        }
    }

    private static func text(_ range: ClosedRange<UInt8>) -> String {
        let first = String(UnicodeScalar(range.lowerBound))
        return range.count == 1 ? first : "\(first)-\(UnicodeScalar(range.upperBound))"
    }
}
