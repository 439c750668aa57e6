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
            walk.reach(index, extras: node.isLocal ? Array(node.optional.keys) : [])
            for edges in node.groups.values { try walk.follow(edges) }
        }
        try walk.follow(requirements)
        for edges in groups.values { try walk.follow(edges) }
        try walk.settle()
        return walk.reached
    }

    /// Which sides of conflicts count shows on a first walk: extras that packages ask of each other
    /// are some, too, also while the marker of the very edge that asks is judged.
    private func part(
        in environment: MarkerEnvironment, _ part: Part
    ) throws(InvalidInput) -> [Int: Set<ProjectName>] {
        try checkConsistent(try askedSides(of: part))
        var sides = Set(chosenSides(of: part).map(\.marker))
        if !conflicts.isEmpty {
            let first = try walk(part, in: environment, sides: sides, gathersSides: true)
            try checkConsistent(extraSides(of: first.reached))
            sides = first.sides ?? sides
        }
        return try walk(part, in: environment, sides: sides).reached
    }

    private func walk(
        _ part: Part, in environment: MarkerEnvironment, sides: Set<ProjectName>?,
        gathersSides: Bool = false
    ) throws(InvalidInput) -> LockWalk {
        var walk = LockWalk(self, environment, sides: sides, gathersSides: gathersSides)
        for index in part.starts {
            walk.reach(index, extras: part.extras(among: nodes[index].optional.keys))
        }
        for index in part.starts {
            let node = nodes[index]
            for group in part.groups(among: node.groups.keys) {
                try walk.follow(node.groups[group] ?? [])
            }
        }
        try walk.follow(requirements)
        for group in part.groups(among: groups.keys) { try walk.follow(groups[group] ?? []) }
        try walk.settle()
        return walk
    }

    /// What is taken of a lock, where a walk starts with it, and which groups count by default.
    private struct Part {
        let starts: [Int]
        let extras: Set<ProjectName>
        let chosen: Set<ProjectName>
        let defaults: DefaultGroups

        func extras(among all: some Collection<ProjectName>) -> [ProjectName] {
            extras.intersection(all).sorted()
        }

        func groups(among all: some Collection<ProjectName>) -> [ProjectName] {
            switch defaults {
            case .all: all.sorted()
            case .named(let names): chosen.union(names).intersection(all).sorted()
            }
        }
    }

    /// The sides that somebody asks for by name: of each project of the workspace that the part leads
    /// to in any environment, be it that they lock nothing.
    private func askedSides(of part: Part) throws(InvalidInput) -> Set<Side> {
        let all = try walk(part, in: MarkerEnvironment(), sides: nil).reached.keys
        let projects = Set(all.filter { nodes[$0].isLocal }.map { nodes[$0].name })
        return Set(
            conflicts.flatMap(\.sides).filter { side in
                guard projects.contains(side.project), let name = side.name else {
                    return projects.contains(side.project)
                }
                return side.kind == .extra
                    ? part.extras.contains(name) : !part.groups(among: [name]).isEmpty
            })
    }

    private func chosenSides(of part: Part) -> Set<Side> {
        part.starts.reduce(into: []) { sides, index in
            let node = nodes[index]
            sides.insert(Side(kind: .project, project: node.name, name: nil))
            for extra in part.extras(among: node.optional.keys) {
                sides.insert(Side(kind: .extra, project: node.name, name: extra))
            }
            for group in part.groups(among: node.groups.keys) {
                sides.insert(Side(kind: .group, project: node.name, name: group))
            }
        }
    }

    private func extraSides(of reached: [Int: Set<ProjectName>]) -> Set<Side> {
        reached.reduce(into: []) { sides, entry in
            for extra in entry.value {
                sides.insert(Side(kind: .extra, project: nodes[entry.key].name, name: extra))
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
    var starts: [Int] {
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
