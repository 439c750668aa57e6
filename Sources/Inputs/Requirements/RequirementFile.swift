/// A requirement file together with everything that it includes (pip: "Requirements File Format").
package struct RequirementFile: Hashable, Sendable {
    /// As messages show it.
    package let path: String
    /// They hold together.
    package let requirements: [RequirementLine]
    /// What limits versions without asking for anything.
    package let constraints: [RequirementLine]
    /// Whether only files count whose hash is listed.
    package let requiresHashes: Bool
    /// Options that are set aside, and lines that say nothing.
    package let warnings: [Problem]
}
