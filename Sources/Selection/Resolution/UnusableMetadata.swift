/// Metadata that tells nothing about the release it was read for.
package struct UnusableMetadata: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case otherProject
        case otherVersion
        /// A Requires-Dist that cannot be read, even after the usual repairs.
        case requirement
    }

    package let code: Code
    /// The name, version or requirement at fault.
    package let value: String

    package var description: String {
        switch code {
        case .otherProject: "its metadata is that of the project `\(value)`"
        case .otherVersion: "its metadata is that of version `\(value)`"
        case .requirement: "its metadata has the requirement `\(value)`, which cannot be read"
        }
    }
}
