internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting

/// Whether what a wheelhouse's own lists name stands there, beside what the pins want: wheels for
/// other Pythons, and what source distributions are built with.
struct ListCheck {
    let directory: HouseDirectory
    let records: HouseRecords
    let targets: [Target]

    /// A file that the lists name.
    private struct Named {
        let path: String
        let filename: String
        let sha256: Digest
        let release: (name: ProjectName, version: Version)
    }

    /// - Parameters:
    ///   - contents: files that were read already, and judged by the pins.
    ///   - known: holes that are told already.
    func holes(
        beside contents: HouseContents, _ known: [Hole]
    ) async throws(StoreError) -> [Hole] {
        let judged = Set(contents.files.values.joined().map(\.path))
        var holes: [Hole] = []
        for file in named where !judged.contains(file.path) {
            let concerned = targets.filter { concerns(file, $0) && !isTold(file, $0, known) }
            guard !concerned.isEmpty, let (kind, reason) = try await objection(to: file) else {
                continue
            }
            holes += concerned.map {
                Hole($0.name, file.release, file: file.filename, kind, reason)
            }
        }
        return holes
    }

    private var named: [Named] {
        records.named.sorted { $0.key < $1.key }.compactMap { path, sha256 -> Named? in
            let names = path.split(separator: "/").map(String.init)
            // What stands elsewhere is none of the wheelhouse.
            guard !path.hasPrefix("/"), !names.contains(".."), let filename = names.last,
                let project = DistributionFilename.projectGuess(filename),
                let parsed = DistributionFilename.parse(filename, project: project),
                parsed.isWheel || parsed.isSdist, let name = parsed.project,
                let version = parsed.version
            else { return nil }
            return Named(
                path: path, filename: filename, sha256: sha256, release: (name, version))
        }
    }

    /// What the lists do not have installed may be needed by any target.
    private func concerns(_ file: Named, _ target: Target) -> Bool {
        guard let isInstalled = records.installs(file.release, for: target) else { return true }
        guard isInstalled, let wheel = try? WheelFilename(parsing: file.filename) else {
            return isInstalled
        }
        return target.rank(of: wheel) != nil
    }

    private func isTold(_ file: Named, _ target: Target, _ known: [Hole]) -> Bool {
        known.contains { hole in
            hole.target == target.name && hole.project == file.release.name.normalized
                && hole.version == file.release.version.description
        }
    }

    private func objection(
        to file: Named
    ) async throws(StoreError) -> (FailureKind, String)? {
        guard let present = try await directory.read(file.path, [])?.sha256 else {
            return (.noMatch, "\(file.filename) is not there, which the lists beside it name")
        }
        guard present != file.sha256 else { return nil }
        return (
            .hashMismatch,
            "\(directory.path(file.path)) has \(present), which is not what the lists beside it say"
        )
    }
}
