import PythonPackaging

/// Markers that tell some of a wheelhouse's targets from the others.
struct TargetMarkers {
    private let targets: [Target]
    /// What targets may differ in, the plainest first.
    private static let variables: [MarkerVariable] = [
        .sysPlatform, .pythonVersion, .platformMachine, .implementationName, .osName,
        .pythonFullVersion,
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
        let wanting = targets.filter { names.contains($0.name) }
        let others = targets.filter { !names.contains($0.name) && !isLike($0, wanting) }
        guard !others.isEmpty else { return nil }
        for variables in Self.combinations {
            let wanted = wanting.map { values($0, variables) }
            let unwanted = others.map { values($0, variables) }
            guard !(wanted + unwanted).contains(where: { $0.contains("") }),
                Set(wanted).isDisjoint(with: unwanted)
            else { continue }
            return Self.marker(variables, wanted)
        }
        throw IndistinctTargets(
            project: project.normalized, wanting: wanting[0].name, other: others[0].name)
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
            return Self.marker(variables, [values(target, variables)])
        }.filter { seen.insert($0).inserted }
    }

    /// Targets that differ in what no marker asks about, such as the C library, share their files.
    private func isLike(_ target: Target, _ others: [Target]) -> Bool {
        others.contains { $0.environment == target.environment }
    }

    private func values(_ target: Target, _ variables: [MarkerVariable]) -> [String] {
        variables.map { target.environment[$0] ?? "" }
    }

    private static func marker(_ variables: [MarkerVariable], _ rows: [[String]]) -> String {
        let alternatives = Set(
            rows.map { row in
                zip(variables, row).map { "\($0.rawValue) == '\($1)'" }.joined(separator: " and ")
            })
        return alternatives.sorted().joined(separator: " or ")
    }

    /// Every choice of variables, smaller ones first.
    private static let combinations: [[MarkerVariable]] =
        (1..<(1 << variables.count)).map { bits in
            variables.indices.filter { bits & (1 << $0) != 0 }.map { variables[$0] }
        }.enumerated().sorted { left, right in
            (left.element.count, left.offset) < (right.element.count, right.offset)
        }.map(\.element)
}
