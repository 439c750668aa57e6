package import PythonPackaging

/// Requirements that have to hold together: one entry of a job, or all lines of a requirement file.
package struct RequirementGroup: Hashable, Sendable {
    package let requirements: [RootRequirement]
    /// Narrow what the requirements lead to, and ask for nothing themselves.
    package let constraints: [RootRequirement]

    package init(_ requirements: [RootRequirement], constraints: [RootRequirement] = []) {
        self.requirements = requirements
        self.constraints = constraints
    }

    /// The projects that it asks for.
    package var names: Set<ProjectName> { Set(requirements.map(\.requirement.name)) }

    /// Whether one of its requirements pins the release with `==`.
    func pins(_ release: ReleaseID) -> Bool {
        requirements.contains {
            $0.requirement.name == release.name && $0.requirement.specifiers.pins(release.version)
        }
    }

    /// The same for the named projects alone.
    package var withoutExtras: RequirementGroup {
        RequirementGroup(
            requirements.map { RootRequirement($0.requirement.withoutExtras, origin: $0.origin) },
            constraints: constraints)
    }
}

extension SelectionRules {
    /// The entries of a job, each of which is resolved alone.
    package var requirementGroups: [RequirementGroup] {
        requirements.map { RequirementGroup([RootRequirement($0)]) }
    }
}
