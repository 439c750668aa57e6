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

    /// Wheels and source distributions that are not kept, of either layout; relative to the
    /// wheelhouse.
    func surplus() throws(StoreError) -> [String] {
        let loose = try surplus(in: "")
        // A folder of that name in a flat wheelhouse is somebody's own, but where an index is.
        let hasIndex = try HouseIndex(directory: directory).exists
        guard directory.layout == .index || hasIndex else { return loose }
        return loose + (try surplus(below: WantedFile.indexFolder))
    }

    private func surplus(in folder: String) throws(StoreError) -> [String] {
        var surplus: [String] = []
        for name in try directory.disk.list(directory.path(folder)).sorted() {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            guard !kept.contains(path), Self.isDistribution(name) else { continue }
            if try directory.holds(path) { surplus.append(path) }
        }
        return surplus
    }

    private func surplus(below folder: String) throws(StoreError) -> [String] {
        var surplus = try surplus(in: folder)
        for name in try directory.disk.list(directory.path(folder)).sorted() {
            let path = "\(folder)/\(name)"
            if try directory.disk.status(directory.path(path))?.kind == .directory {
                surplus += try self.surplus(below: path)
            }
        }
        return surplus
    }

    /// - Returns: how many there were.
    func remove(_ surplus: [String]) throws(StoreError) -> Int {
        for path in surplus {
            try directory.remove(path)
            guard path.contains("/") else { continue }
            try directory.remove(path + ".metadata")
            removeFolders(above: path)
        }
        return surplus.count
    }

    /// As far up as they are empty.
    private func removeFolders(above path: String) {
        var path = path[...]
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            let folder = directory.path(String(path))
            guard (try? directory.disk.removeDirectory(folder)) != nil else { return }
        }
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
