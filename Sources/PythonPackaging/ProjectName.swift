/// The name of a project, kept in its normal form only: `Zope.Interface` is `zope-interface`.
package struct ProjectName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let normalized: String

    /// - Returns: nil unless `text` is a valid name (PyPA "Names and normalization").
    package init?(_ text: String) {
        guard Self.isValid(text) else { return nil }
        normalized = Self.normalize(text)
    }

    /// The name that a file name or a requirement spells, valid or not: readers of those compare
    /// names without asking whether the name could be registered.
    package init(spelled text: String) {
        normalized = Self.normalize(text)
    }

    package var description: String { normalized }

    package static func < (left: Self, right: Self) -> Bool {
        left.normalized < right.normalized
    }

    /// Lower case, each run of `-`, `_` and `.` one hyphen; also for text that is no valid name.
    package static func normalize(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var followsHyphen = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "-", "_", ".":
                if !followsHyphen { result.unicodeScalars.append("-") }
                followsHyphen = true
                continue
            case "A"..."Z":
                result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case _ where scalar.isASCII:
                result.unicodeScalars.append(scalar)
            default:
                result += scalar.properties.lowercaseMapping
            }
            followsHyphen = false
        }
        return result
    }

    /// ASCII letters and digits, with `-`, `_` and `.` between them.
    package static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return false }
        return first.isASCIIAlphanumeric && last.isASCIIAlphanumeric
            && bytes.allSatisfy { $0.isASCIIAlphanumeric || $0.isSeparator }
    }
}
