import PythonPackaging

/// The packages of a pylock.toml: each says by a marker where it belongs.
struct LockList: Hashable, Sendable {
    /// When one package counts.
    struct Entry: Hashable, Sendable {
        let marker: Marker?
        let source: SourceLine
    }

    /// In the order of the lock's packages.
    let entries: [Entry]
    let defaultGroups: Set<ProjectName>

    /// - Returns: the places of the packages that count; of their extras a list knows nothing.
    func reached(
        in environment: MarkerEnvironment, _ choice: LockChoice
    ) throws(InvalidInput) -> [Int: Set<ProjectName>] {
        var environment = environment
        if case .part(let extras, let groups, let withDefaults) = choice {
            let groups = withDefaults ? groups.union(defaultGroups) : groups
            environment[set: .extras] = Set(extras.map(\.normalized))
            environment[set: .dependencyGroups] = Set(groups.map(\.normalized))
        }
        var reached: [Int: Set<ProjectName>] = [:]
        for (index, entry) in entries.enumerated()
        where try entry.marker.mayHold(in: environment, extras: nil, entry.source) {
            reached[index] = []
        }
        return reached
    }
}

extension Marker? {
    /// Whether there is no marker or it might hold.
    /// - Throws: that the marker has no answer; `source` is to blame.
    func mayHold(
        in environment: MarkerEnvironment, extras: Set<ProjectName>?, _ source: SourceLine
    ) throws(InvalidInput) -> Bool {
        guard let self else { return true }
        do {
            return try self.mayHold(in: environment, extras: extras)
        } catch {
            throw InvalidInput([source.problem("\(error)")])
        }
    }
}
