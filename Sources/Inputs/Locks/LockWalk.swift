import PythonPackaging

/// A walk over the packages of a uv.lock, from the locked projects to all that they need.
struct LockWalk {
    let graph: LockGraph
    let environment: MarkerEnvironment
    /// As markers name the sides of conflicts; nil: all sides at once.
    let sides: Set<ProjectName>?
    private(set) var reached: [Int: Set<ProjectName>] = [:]
    private var pending: [LockGraph.Edge] = []

    init(_ graph: LockGraph, _ environment: MarkerEnvironment, sides: Set<ProjectName>?) {
        self.graph = graph
        self.environment = environment
        self.sides = sides
    }

    /// Reaches a package and what it needs, with some of its extras.
    mutating func visit(_ index: Int, extras: some Sequence<ProjectName>) throws(InvalidInput) {
        reach(index, extras)
        try settle()
    }

    mutating func follow(_ edges: [LockGraph.Edge]) throws(InvalidInput) {
        pending += edges
        try settle()
    }

    private mutating func settle() throws(InvalidInput) {
        while let edge = pending.popLast() {
            guard try edge.marker.mayHold(in: environment, extras: sides, edge.source) else {
                continue
            }
            for target in try meant(by: edge) { reach(target, edge.extras) }
        }
    }

    private mutating func reach(_ index: Int, _ extras: some Sequence<ProjectName>) {
        let node = graph.nodes[index]
        if reached[index] == nil {
            reached[index] = []
            pending += node.dependencies
        }
        for extra in extras where reached[index, default: []].insert(extra).inserted {
            pending += node.optional[extra] ?? []
        }
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
