package import PythonPackaging

/// A requirement that leaves one target without any file while others have some.
package struct TargetGap: Hashable, Sendable, CustomStringConvertible {
    package let requirement: Requirement
    /// The target's name.
    package let target: String

    package var description: String { "\(requirement) has no file for target \(target)" }
}
