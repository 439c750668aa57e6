/// The version of the simple repository API that a page says it speaks (PEP 629).
package struct APIVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `Major.Minor`, ASCII digits only; numbers too big to hold become `Int.max`.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Self.number(parts[0]),
            let minor = Self.number(parts[1])
        else { return nil }
        self.init(major, minor)
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(Substring(digits)) ?? Int.max
    }

    /// What a page without a version speaks (simple repository API, Versioning).
    package static let assumed = APIVersion(1, 0)
    /// The newest version whose features this project knows; the HTML form ends here (PEP 833).
    package static let newest = APIVersion(1, 4)

    package var description: String { "\(major).\(minor)" }

    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
