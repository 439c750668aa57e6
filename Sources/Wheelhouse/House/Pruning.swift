internal import MirrorStore
internal import PythonPackaging

/// Removes distribution files of a wheelhouse that nothing needs any more.
struct Pruning {
    private let directory: HouseDirectory
    private let kept: Set<String>

    /// - Parameter kept: paths relative to the wheelhouse.
    init(_ directory: HouseDirectory, keeping kept: Set<String>) {
        self.directory = directory
        self.kept = kept
    }

    /// Wheels and source distributions that are not kept; relative to the wheelhouse, sorted.
    func surplus() throws(StoreError) -> [String] {
        var surplus: [String] = []
        for name in try directory.disk.list(directory.root).sorted()
        where !kept.contains(name) && Self.isDistribution(name) {
            if try directory.holds(name) { surplus.append(name) }
        }
        return surplus
    }

    /// - Returns: how many there were.
    func remove(_ surplus: [String]) throws(StoreError) -> Int {
        for path in surplus { try directory.remove(path) }
        return surplus.count
    }

    /// By what its name tells: `data.tar.gz` is somebody's own.
    static func isDistribution(_ name: String) -> Bool {
        guard let project = DistributionFilename.projectGuess(name) else { return false }
        switch DistributionFilename.parse(name, project: project) {
        case .wheel?, .sdist?: return true
        default: return false
        }
    }
}
