// The standard library has Unicode's composition, and nobody else whom this room may ask.
@_spi(_Unicode) import Swift

/// A host's name as the wire knows it: IDNA 2008 (RFC 5891 5), after the mapping that typed names
/// need (RFC 5895).
package enum HostName {
    private static let longestName = 253

    /// - Returns: lower case, ASCII as it stands; nil for a name beyond ASCII that cannot exist.
    package static func onTheWire(_ host: String) -> String? {
        if host.utf8.allSatisfy({ $0 < 0x80 }) { return host.lowercased() }
        var labels = mapped(host).split(separator: ".", omittingEmptySubsequences: false)
        let isRooted = labels.count > 1 && labels.last?.isEmpty == true
        if isRooted { labels.removeLast() }
        let spelled = labels.compactMap { HostLabel($0.unicodeScalars)?.onTheWire }
        let name = spelled.joined(separator: ".")
        guard spelled.count == labels.count, name.utf8.count <= longestName else { return nil }
        return isRooted ? name + "." : name
    }

    private static func mapped(_ host: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in host.unicodeScalars {
            switch scalar.value {
            case 0x3002, 0xFF0E, 0xFF61: text.append(".")
            // Full-width forms of ASCII.
            case 0xFF01...0xFF5E:
                let narrow = Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
                text.append(contentsOf: narrow.properties.lowercaseMapping.unicodeScalars)
            default: text.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        var composed = String.UnicodeScalarView()
        composed.append(contentsOf: String(text)._nfc)
        return String(composed)
    }
}
