package import PythonPackaging

/// A requirement or constraint of the job itself, and where it stands.
package struct RootRequirement: Hashable, Sendable, CustomStringConvertible {
    package let requirement: Requirement
    /// `requirements.txt:3`; nil for the job file.
    package let origin: String?

    package init(_ requirement: Requirement, origin: String? = nil) {
        self.requirement = requirement
        self.origin = origin
    }

    package var description: String { requirement.description }
}
