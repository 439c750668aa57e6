/// A span of time as people write it in job files and options: `30s`, `5m`, `2h`, `14d`, `1h30m`.
package enum DurationText {
    private static let units: [(letter: Character, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]

    /// Whole numbers with their unit (s, m, h, d, w), larger units first.
    /// - Returns: nil for anything else; a bare number could mean anything.
    package static func parse(_ text: String) -> Duration? {
        var rest = text[...]
        var remaining = units[...]
        var total: Int64 = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard digits.count < 10, let number = Int64(digits), let letter = rest.popFirst(),
                let unit = remaining.firstIndex(where: { $0.letter == letter })
            else { return nil }
            total += number * units[unit].seconds
            remaining = remaining[(unit + 1)...]
        } while !rest.isEmpty
        return .seconds(total)
    }

    /// The shortest text that `parse` reads back: `14d`, `1h30m`, `0s`.
    package static func text(_ duration: Duration) -> String {
        var seconds = max(0, duration.components.seconds)
        var text = ""
        for unit in units.dropFirst() where seconds >= unit.seconds {
            text += "\(seconds / unit.seconds)\(unit.letter)"
            seconds %= unit.seconds
        }
        return text.isEmpty ? "0s" : text
    }
}
