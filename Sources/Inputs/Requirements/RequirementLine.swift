package import Primitives
package import PythonPackaging

/// One requirement or constraint of a requirement file.
package struct RequirementLine: Hashable, Sendable {
    package let requirement: Requirement
    /// What `--hash` lists, as written; a file fits that has one of them. Empty: none is given.
    package let hashes: [Digest]
    package let source: SourceLine

    /// The version that an `==` without `.*`, or an `===`, names; nil where nothing does.
    package var pin: Version? { requirement.specifiers.pin }

    /// Whether one release alone can fit, be its version one or not.
    package var isPinned: Bool { requirement.specifiers.pinningClause != nil }
}

extension SpecifierSet {
    /// An `==` without `.*`, or an `===`.
    var pinningClause: VersionSpecifier? {
        specifiers.first { specifier in
            switch specifier.operator {
            case .equal: !specifier.isPrefixMatch
            case .arbitrary: true
            default: false
            }
        }
    }

    /// The version that one of the clauses names; nil where none does.
    var pin: Version? { pinningClause?.version }
}
