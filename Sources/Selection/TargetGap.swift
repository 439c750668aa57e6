package import PythonPackaging

/// A requirement that leaves some targets without any file while others have one.
package struct TargetGap: Hashable, Sendable, CustomStringConvertible {
    package let requirement: Requirement
    /// The targets' names.
    package let targets: [String]

    package var description: String {
        "\(requirement) has no file for target \(targets.joined(separator: ", "))"
    }
}
