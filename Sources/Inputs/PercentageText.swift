/// A percentage as people write it: `40%`, `2.5 %`.
enum PercentageText {
    /// - Returns: the part, 0 to 1; nil for anything else.
    static func parse(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return nil }
        let number = text.dropLast().reversed().drop { $0 == " " }.reversed()
        let digits = String(number)
        guard let first = digits.first, first.isASCII, first.isNumber,
            digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let value = Double(digits), value <= 100
        else { return nil }
        return value / 100
    }
}
