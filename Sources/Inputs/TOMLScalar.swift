/// The forms of TOML's numbers, days and times (TOML 1.0.0), without asking whether such a number
/// or day exists.
struct TOMLScalar {
    private var rest: ArraySlice<UInt8>

    /// Whether the bytes, up to their end, are one number, day or time.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        [Self.takeTimestamp, Self.takeInteger, Self.takeFloat].contains { take in
            var scalar = TOMLScalar(rest: bytes)
            return take(&scalar) && scalar.rest.isEmpty
        }
    }

    // MARK: Days and times

    /// A day, a time of day, or both with or without an offset.
    private static func takeTimestamp(_ scalar: inout TOMLScalar) -> Bool {
        let whole = scalar.rest
        if scalar.takeTime() { return true }
        scalar.rest = whole
        guard scalar.takeDigits(4), scalar.take("-"), scalar.takeDigits(2), scalar.take("-"),
            scalar.takeDigits(2)
        else { return false }
        guard scalar.take("Tt ") else { return true }
        guard scalar.takeTime() else { return false }
        if scalar.take("Zz") { return true }
        guard scalar.take("+-") else { return true }
        return scalar.takeDigits(2) && scalar.take(":") && scalar.takeDigits(2)
    }

    private mutating func takeTime() -> Bool {
        guard takeDigits(2), take(":"), takeDigits(2), take(":"), takeDigits(2) else {
            return false
        }
        return take(".") ? takeRun(radix: 10, allowingUnderscores: false) : true
    }

    // MARK: Numbers

    private static func takeInteger(_ scalar: inout TOMLScalar) -> Bool {
        for (mark, radix) in [("x", 16), ("o", 8), ("b", 2)] {
            let whole = scalar.rest
            if scalar.take("0"), scalar.take(mark) { return scalar.takeRun(radix: radix) }
            scalar.rest = whole
        }
        return scalar.takeDecimal()
    }

    private static func takeFloat(_ scalar: inout TOMLScalar) -> Bool {
        let whole = scalar.rest
        _ = scalar.take("+-")
        if scalar.rest.elementsEqual("inf".utf8) || scalar.rest.elementsEqual("nan".utf8) {
            scalar.rest = []
            return true
        }
        scalar.rest = whole
        guard scalar.takeDecimal() else { return false }
        if scalar.take("."), !scalar.takeRun(radix: 10) { return false }
        guard scalar.take("eE") else { return true }
        _ = scalar.take("+-")
        return scalar.takeRun(radix: 10)
    }

    /// With a sign or without; no zero stands before other digits.
    private mutating func takeDecimal() -> Bool {
        _ = take("+-")
        if take("0") { return true }
        return takeRun(radix: 10)
    }

    // MARK: Characters

    private mutating func take(_ anyOf: String) -> Bool {
        guard let first = rest.first, anyOf.utf8.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func takeDigits(_ count: Int) -> Bool {
        guard rest.count >= count,
            rest.prefix(count).allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        rest = rest.dropFirst(count)
        return true
    }

    /// Digits, one at least; an underscore may stand between two.
    private mutating func takeRun(radix: Int, allowingUnderscores: Bool = true) -> Bool {
        guard takeDigit(radix) else { return false }
        while let next = rest.first {
            if next == UInt8(ascii: "_"), allowingUnderscores {
                rest.removeFirst()
                guard takeDigit(radix) else { return false }
            } else if !takeDigit(radix) {
                return true
            }
        }
        return true
    }

    private mutating func takeDigit(_ radix: Int) -> Bool {
        guard let first = rest.first,
            Character(Unicode.Scalar(first)).hexDigitValue.map({ $0 < radix }) == true
        else { return false }
        rest.removeFirst()
        return true
    }
}
