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

    /// The group without what the job excludes, and each of that on its own: it cannot be had, and
    /// says nothing about the others.
    func divided(by rules: SelectionRules) -> [RequirementGroup] {
        let refused = requirements.filter { rules.excludes($0.requirement.name) }
        if refused.isEmpty { return [self] }
        let rest = requirements.filter { !rules.excludes($0.requirement.name) }
        return (rest.isEmpty ? [] : [RequirementGroup(rest, constraints: constraints)])
            + refused.map { RequirementGroup([$0]) }
    }

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
