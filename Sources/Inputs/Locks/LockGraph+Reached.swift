import PythonPackaging

extension LockGraph {
    /// - Returns: the places of the packages that count, each with the extras that are wanted.
    /// - Throws: that extras or groups exclude each other, or that a marker has no answer.
    func reached(
        in environment: MarkerEnvironment, _ choice: LockChoice
    ) throws(InvalidInput) -> [Int: Set<ProjectName>] {
        switch choice {
        case .whole: try whole(in: environment)
        case .part(let extras, let groups, let withDefaults):
            try part(
                in: environment,
                Part(
                    starts: starts, extras: extras, chosen: groups,
                    defaults: withDefaults ? defaults(of: starts) : .named([])))
        }
    }

    private func whole(in environment: MarkerEnvironment) throws(InvalidInput) -> [Int: Set<
        ProjectName
    >] {
        var walk = LockWalk(self, environment, sides: nil)
        for index in roots.union(orphans) {
            let node = nodes[index]
            try walk.visit(index, extras: node.isLocal ? Array(node.optional.keys) : [])
            for edges in node.groups.values { try walk.follow(edges) }
        }
        try walk.follow(requirements)
        for edges in groups.values { try walk.follow(edges) }
        return walk.reached
    }

    /// Sides that the walk itself adds, as an extra that asks for another, lead to a further walk.
    private func part(
        in environment: MarkerEnvironment, _ part: Part
    ) throws(InvalidInput) -> [Int: Set<ProjectName>] {
        var sides: Set<Side> = []
        while true {
            var walk = LockWalk(self, environment, sides: Set(sides.map(\.marker)))
            var found: Set<Side> = []
            for index in part.starts {
                let node = nodes[index]
                try walk.visit(index, extras: part.extras.intersection(node.optional.keys))
                for group in part.groups(among: node.groups.keys) {
                    found.insert(Side(kind: .group, project: node.name, name: group))
                    try walk.follow(node.groups[group] ?? [])
                }
            }
            try walk.follow(requirements)
            for group in part.groups(among: groups.keys) { try walk.follow(groups[group] ?? []) }
            found.formUnion(self.sides(of: walk.reached))
            if found.isSubset(of: sides) {
                try checkConsistent(sides)
                return walk.reached
            }
            sides.formUnion(found)
        }
    }

    /// What is taken of a lock, where a walk starts with it, and which groups count by default.
    private struct Part {
        let starts: [Int]
        let extras: Set<ProjectName>
        let chosen: Set<ProjectName>
        let defaults: DefaultGroups

        func groups(among all: some Collection<ProjectName>) -> Set<ProjectName> {
            switch defaults {
            case .all: Set(all)
            case .named(let names): chosen.union(names).intersection(all)
            }
        }
    }

    private func sides(of reached: [Int: Set<ProjectName>]) -> Set<Side> {
        reached.reduce(into: []) { sides, entry in
            let name = nodes[entry.key].name
            if nodes[entry.key].isLocal {
                sides.insert(Side(kind: .project, project: name, name: nil))
            }
            for extra in entry.value {
                sides.insert(Side(kind: .extra, project: name, name: extra))
            }
        }
    }

    private func checkConsistent(_ sides: Set<Side>) throws(InvalidInput) {
        let problems = conflicts.compactMap { conflict -> Problem? in
            let taken = conflict.sides.filter(sides.contains)
            guard taken.count > 1 else { return nil }
            let names = taken.map { side in
                side.name.map { "\(side.kind.rawValue) \($0)" } ?? "project \(side.project)"
            }
            return conflict.source.problem(
                "these exclude each other: \(names.joined(separator: ", "))",
                suggestion: "take one of them at a time")
        }
        if let invalid = InvalidInput(found: problems) { throw invalid }
    }

    // MARK: Where walks start

    /// The locked project, else the members of a workspace that has none at its own place, else
    /// whatever nothing else needs.
    private var starts: [Int] {
        let root = nodes.indices.filter { nodes[$0].isRoot }
        if !root.isEmpty { return root }
        if !members.isEmpty || !requirements.isEmpty || !groups.isEmpty { return members }
        return orphans.sorted()
    }

    private var roots: Set<Int> {
        Set(members).union(nodes.indices.filter { nodes[$0].isRoot })
    }

    /// What nothing in the lock needs.
    private var orphans: Set<Int> {
        var edges = requirements + groups.values.joined()
        for node in nodes {
            edges += node.dependencies
            edges += node.optional.values.joined()
            edges += node.groups.values.joined()
        }
        return Set(nodes.indices).subtracting(edges.flatMap(\.targets))
    }

    private func defaults(of starts: [Int]) -> DefaultGroups {
        defaultGroups ?? starts.lazy.filter { nodes[$0].isRoot }.compactMap {
            nodes[$0].defaultGroups
        }.first ?? .standard
    }
}
