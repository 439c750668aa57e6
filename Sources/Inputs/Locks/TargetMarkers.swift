import PythonPackaging

/// Markers that tell some of a wheelhouse's targets from the others.
///
/// A target stands for every Python of its minor version: a patch level counts only where targets
/// that differ in it alone need different releases, and then up to the next one.
struct TargetMarkers {
    private let targets: [Target]
    /// What targets may differ in besides the patch level, the plainest first.
    private static let variables: [MarkerVariable] = [
        .sysPlatform, .pythonVersion, .platformMachine, .implementationName, .osName,
    ]

    init(_ targets: [Target]) {
        self.targets = targets
    }

    /// The shortest marker that holds for these targets and for no other.
    ///
    /// - Parameter names: of targets; one at least.
    /// - Returns: nil where it would hold for all.
    /// - Throws: that a target that is not meant looks like one that is.
    func marker(
        for names: Set<String>, of project: ProjectName
    ) throws(IndistinctTargets) -> String? {
        let kinds = Dictionary(grouping: targets) { values($0, Self.variables) }
            .values.map { (target: $0[0], ranges: PatchRanges($0, wanting: names)) }
        guard !kinds.allSatisfy({ $0.ranges == .everywhere }) else { return nil }
        for variables in Self.combinations {
            let rows = Dictionary(grouping: kinds) { values($0.target, variables) }
            guard !rows.keys.contains(where: { $0.contains("") }),
                rows.values.allSatisfy({ row in
                    row.allSatisfy { $0.ranges == row[0].ranges }
                        && (row[0].ranges.isOne || variables.contains(.pythonVersion))
                })
            else { continue }
            let alternatives = rows.flatMap { values, row in
                row[0].ranges.wanted.map { range in
                    (Self.equalities(variables, values) + range).joined(separator: " and ")
                }
            }
            return alternatives.sorted().joined(separator: " or ")
        }
        throw indistinct(names, project)
    }

    /// - Parameter versions: the files of each version of a project.
    /// - Throws: that two of them are for targets that look alike.
    func checkDisjoint(
        _ versions: [[HeldFile]], of project: ProjectName
    ) throws(IndistinctTargets) {
        let sides = versions.map { files in
            targets.filter { target in files.contains { $0.targets.contains(target.name) } }
        }
        for (place, side) in sides.enumerated() {
            for other in sides[(place + 1)...].joined() {
                guard let same = side.first(where: { $0.environment == other.environment }) else {
                    continue
                }
                throw IndistinctTargets(
                    project: project.normalized, wanting: same.name, other: other.name)
            }
        }
    }

    /// One marker for each kind of Python and system among the targets. The machine is left out:
    /// wheels tell it more truly than `platform_machine` does.
    var environments: [String] {
        var seen: Set<String> = []
        return targets.map { target in
            let variables = [MarkerVariable.sysPlatform, .pythonVersion, .implementationName]
                .filter { !(target.environment[$0] ?? "").isEmpty }
            return Self.equalities(variables, values(target, variables))
                .joined(separator: " and ")
        }.filter { seen.insert($0).inserted }
    }

    private func indistinct(_ names: Set<String>, _ project: ProjectName) -> IndistinctTargets {
        IndistinctTargets(
            project: project.normalized,
            wanting: targets.first { names.contains($0.name) }?.name ?? "",
            other: targets.first { !names.contains($0.name) }?.name ?? "")
    }

    private func values(_ target: Target, _ variables: [MarkerVariable]) -> [String] {
        variables.map { target.environment[$0] ?? "" }
    }

    private static func equalities(
        _ variables: [MarkerVariable], _ values: [String]
    ) -> [String] {
        zip(variables, values).map { "\($0.rawValue) == '\($1)'" }
    }

    /// Every choice of variables, smaller ones first.
    private static let combinations: [[MarkerVariable]] =
        (1..<(1 << variables.count)).map { bits in
            variables.indices.filter { bits & (1 << $0) != 0 }.map { variables[$0] }
        }.enumerated().sorted { left, right in
            (left.element.count, left.offset) < (right.element.count, right.offset)
        }.map(\.element)
}
