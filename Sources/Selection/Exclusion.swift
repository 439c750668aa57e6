package import PythonPackaging

/// A project, or some of its versions, that no rule may select.
package struct Exclusion: Hashable, Sendable, CustomStringConvertible {
    package let name: ProjectName
    /// Empty: every version.
    package let specifiers: SpecifierSet

    package init(name: ProjectName, specifiers: SpecifierSet) {
        self.name = name
        self.specifiers = specifiers
    }

    package var description: String { "\(name)\(specifiers)" }
}
