/// The rule for labels in which letters run from right to left (RFC 5893 2).
enum BidirectionalLabel {
    /// The classes that the rule tells apart (Unicode annex 9).
    private enum Class {
        case leftToRight, rightToLeft, arabicNumber, europeanNumber, mark, neutral
    }

    static func accepts(_ scalars: [Unicode.Scalar]) -> Bool {
        let classes = scalars.map(`class`)
        guard classes.contains(where: { $0 == .rightToLeft || $0 == .arabicNumber }) else {
            return true
        }
        let end = classes.last { $0 != .mark }
        let isMixed = classes.contains(.arabicNumber) && classes.contains(.europeanNumber)
        return classes.first == .rightToLeft && !classes.contains(.leftToRight) && !isMixed
            && end != .neutral
    }

    private static func `class`(_ scalar: Unicode.Scalar) -> Class {
        if scalar.properties.generalCategory == .nonspacingMark { return .mark }
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
        case 0x660...0x669, 0x10D30...0x10D39: return .arabicNumber
        case 0x2D, 0xB7, 0x375, 0x200C, 0x200D, 0x30FB: return .neutral
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            return .rightToLeft
        default: return .leftToRight
        }
    }
}
