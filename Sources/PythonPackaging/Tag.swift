/// A compatibility tag of a wheel: `cp312-cp312-manylinux_2_28_x86_64` (PEP 425).
package struct Tag: Hashable, Sendable, CustomStringConvertible {
    package let python: String
    package let abi: String
    package let platform: String

    package init(python: String, abi: String, platform: String) {
        self.python = python
        self.abi = abi
        self.platform = platform
    }

    /// - Returns: nil unless `text` is three parts with a hyphen between them.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains("") else { return nil }
        self.init(python: String(parts[0]), abi: String(parts[1]), platform: String(parts[2]))
    }

    package var description: String { "\(python)-\(abi)-\(platform)" }
}
