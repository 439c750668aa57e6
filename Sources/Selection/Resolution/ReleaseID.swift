package import PythonPackaging

/// One version of one project.
package struct ReleaseID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: ProjectName
    package let version: Version

    package init(_ name: ProjectName, _ version: Version) {
        self.name = name
        self.version = version
    }

    package var description: String { "\(name) \(version)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.name, left.version) < (right.name, right.version)
    }
}
