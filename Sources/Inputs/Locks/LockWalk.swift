import PythonPackaging

/// A walk over the packages of a uv.lock, from the locked projects to all that they need, nearest
/// first, as uv walks.
struct LockWalk {
    /// One package, or one of its extras, whose needs are still to be looked at.
    private struct Stop {
        let index: Int
        let extra: ProjectName?
    }

    let graph: LockGraph
    let environment: MarkerEnvironment
    /// As markers name the sides of conflicts; nil: all sides at once.
    private(set) var sides: Set<ProjectName>?
    /// Whether extras that the walk comes to are sides from then on.
    private let gathersSides: Bool
    private(set) var reached: [Int: Set<ProjectName>] = [:]
    private var stops: [Stop] = []

    init(
        _ graph: LockGraph, _ environment: MarkerEnvironment, sides: Set<ProjectName>?,
        gathersSides: Bool = false
    ) {
        self.graph = graph
        self.environment = environment
        self.sides = sides
        self.gathersSides = gathersSides
    }

    /// Reaches a package, with some of its extras.
    mutating func reach(_ index: Int, extras: some Sequence<ProjectName>) {
        if reached[index] == nil {
            reached[index] = []
            stops.append(Stop(index: index, extra: nil))
        }
        for extra in extras where reached[index, default: []].insert(extra).inserted {
            stops.append(Stop(index: index, extra: extra))
        }
    }

    /// Reaches what these lead to.
    mutating func follow(_ edges: [LockGraph.Edge]) throws(InvalidInput) {
        for edge in edges where try holds(edge) {
            for target in try meant(by: edge) { reach(target, extras: edge.extras.sorted()) }
        }
    }

    /// Reaches all that what is reached needs.
    mutating func settle() throws(InvalidInput) {
        var position = 0
        while position < stops.count {
            let stop = stops[position]
            position += 1
            let node = graph.nodes[stop.index]
            try follow(stop.extra.map { node.optional[$0] ?? [] } ?? node.dependencies)
        }
        stops = []
    }

    private mutating func holds(_ edge: LockGraph.Edge) throws(InvalidInput) -> Bool {
        guard gathersSides, let known = sides else {
            return try edge.marker.mayHold(in: environment, extras: sides, edge.source)
        }
        let own = edge.targets.flatMap { target in
            edge.extras.map { extra in
                LockGraph.Side(
                    kind: .extra, project: graph.nodes[target].name, name: extra
                ).marker
            }
        }
        let all = known.union(own)
        guard try edge.marker.mayHold(in: environment, extras: all, edge.source) else {
            return false
        }
        sides = all
        return true
    }

    /// Of several versions those whose fork may be the environment's.
    private func meant(by edge: LockGraph.Edge) throws(InvalidInput) -> [Int] {
        guard edge.targets.count > 1 else { return edge.targets }
        var meant: [Int] = []
        for target in edge.targets {
            let node = graph.nodes[target]
            var isMeant = node.forks.isEmpty
            for fork in node.forks where !isMeant {
                isMeant = try Optional(fork).mayHold(
                    in: environment, extras: sides, node.source)
            }
            if isMeant { meant.append(target) }
        }
        return meant
    }
}
