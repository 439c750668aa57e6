/// A number of bytes, read and written with binary units.
package struct ByteCount: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    private static let binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]

    /// Reads `512`, `64KiB`, `2 GiB`, `1.5GB`: a number and a binary or decimal unit.
    /// - Returns: nil for anything else, a negative number, or more than 2^63-1 bytes.
    package init?(parsing text: String) {
        let trimmed = text.filter { $0 != " " }
        let number = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(number), value.isFinite, number.first != ".",
            let factor = Self.factor(trimmed.dropFirst(number.count).lowercased())
        else { return nil }
        let product = value * factor
        guard product < 9.2e18 else { return nil }
        bytes = Int64(product)
    }

    private static func factor(_ unit: String) -> Double? {
        switch unit {
        case "", "b": 1
        case "k", "kb": 1e3
        case "m", "mb": 1e6
        case "g", "gb": 1e9
        case "t", "tb": 1e12
        case "kib": 1024
        case "mib": 1_048_576
        case "gib": 1_073_741_824
        case "tib": 1_099_511_627_776
        default: nil
        }
    }

    /// Three significant digits at most: `0 B`, `1.5 KiB`, `212 MiB`.
    package var description: String {
        var value = Double(bytes)
        var unit = 0
        while abs(value) >= 999.5, unit < Self.binary.count - 1 {
            value /= 1024
            unit += 1
        }
        if unit == 0 { return "\(bytes) B" }
        let tenths = (value * 10).rounded() / 10
        let number = tenths < 100 ? "\(tenths)" : "\(Int64(value.rounded()))"
        return "\(number) \(Self.binary[unit])"
    }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}
