/// One label of a host's name that IDNA 2008 lets be looked up (RFC 5891 5.4).
struct HostLabel {
    private let scalars: [Unicode.Scalar]

    /// Bytes (RFC 1035 2.3.4).
    private static let longest = 63

    /// - Parameter text: lower case, in normalisation form C.
    init?(_ text: Substring.UnicodeScalarView) {
        scalars = Array(text)
        guard !scalars.isEmpty, scalars.count <= Self.longest else { return nil }
        if scalars.allSatisfy(\.isASCII) {
            guard scalars.allSatisfy({ Self.isPlain($0) || $0 == "_" }) else { return nil }
        } else {
            guard hasGoodHyphens, !isMark(scalars[0]),
                scalars.indices.allSatisfy({ isAllowed(at: $0) }),
                BidirectionalLabel.accepts(scalars)
            else { return nil }
        }
        if onTheWire.utf8.count > Self.longest { return nil }
    }

    var onTheWire: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return scalars.allSatisfy(\.isASCII) ? String(text) : "xn--" + Punycode.encode(scalars)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "-": true
        default: false
        }
    }

    private var hasGoodHyphens: Bool {
        let isReserved = scalars.count > 3 && scalars[2] == "-" && scalars[3] == "-"
        return scalars.first != "-" && scalars.last != "-" && !isReserved
    }

    private func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The derived property (RFC 5892 3), whose tables the standard library has as properties.
    private func isAllowed(at index: Int) -> Bool {
        let scalar = scalars[index]
        switch scalar.value {
        case 0..<0x80: return Self.isPlain(scalar)
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D, 0x30FB:
            return fits(at: index)
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        // Old Hangul, and marks for symbols and music.
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return false
        case 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
        default: break
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.changesWhenNFKCCaseFolded {
            return false
        }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }

    /// Whether what stands around a character lets it stand there (RFC 5892 appendix A).
    private func fits(at index: Int) -> Bool {
        let before = index > 0 ? scalars[index - 1] : nil
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index].value {
        case 0xB7: return before == "l" && after == "l"
        case 0x375:
            return after.map {
                (0x370...0x3FF).contains($0.value) || (0x1F00...0x1FFF).contains($0.value)
            }
                ?? false
        case 0x5F3, 0x5F4: return before.map { (0x590...0x5FF).contains($0.value) } ?? false
        case 0x660...0x669: return !scalars.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !scalars.contains { (0x660...0x669).contains($0.value) }
        case 0x30FB: return scalars.contains(where: isJapanese)
        // After a virama; in Arabic also where the letters around it would join.
        case 0x200C:
            return isVirama(before)
                || before.map(joinsOnward) ?? false && after.map(joins) ?? false
        default: return isVirama(before)
        }
    }

    private func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
        scalar?.properties.canonicalCombiningClass == .virama
    }

    private func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005, 0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether a letter is Arabic and joins to one before it (ArabicShaping.txt, types D and R).
    private func joins(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x621, 0x674, 0x6D5: scalar.value == 0x6D5
        case 0x620...0x64A, 0x66E...0x6D3, 0x6EE, 0x6EF, 0x6FA...0x6FF, 0x750...0x77F: true
        default: false
        }
    }

    /// Whether it joins to one after it as well (type D).
    private func joinsOnward(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677,
            0x688...0x699, 0x6C0, 0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF,
            0x759...0x75B, 0x76B, 0x76C, 0x771, 0x773, 0x774, 0x778, 0x779:
            false
        default: joins(scalar)
        }
    }
}
