internal import Inputs
internal import MirrorStore
internal import PythonPackaging
internal import Selection
internal import WheelArchive

/// What wheels say that they need and no input lists: it is told, not fetched.
struct DependencyNotes {
    private let pins: [String: [ProjectName: Pin]]
    private let targets: [Target]
    private let directory: HouseDirectory

    init(_ sets: [TargetPins], _ directory: HouseDirectory) {
        targets = sets.map(\.target)
        pins = Dictionary(
            sets.map { set in
                (
                    set.target.name,
                    Dictionary(set.pins.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
                )
            }, uniquingKeysWith: { $1 })
        self.directory = directory
    }

    /// In the order of the files.
    func warnings(_ files: [StoredFile]) async throws(StoreError) -> [String] {
        var warnings: [String] = []
        for file in files where !file.wanted.targets.isEmpty {
            guard let wheel = try? WheelFilename(parsing: file.wanted.filename) else { continue }
            do {
                let bytes = try await metadata(of: file, wheel)
                let needs = try ReleaseDependencies(
                    try CoreMetadata(parsing: bytes),
                    of: ReleaseID(file.wanted.project, file.wanted.version))
                warnings += self.warnings(file.wanted, needs)
            } catch let error as StoreError {
                throw error
            } catch {
                warnings.append("what \(file.wanted.filename) needs cannot be read: \(error)")
            }
        }
        return warnings
    }

    private func metadata(of file: StoredFile, _ wheel: WheelFilename) async throws -> [UInt8] {
        let source = try FileSource(try directory.disk.open(directory.path(file.path)))
        return try await Wheel(wheel, source: source).metadata()
    }

    private func warnings(_ file: WantedFile, _ needs: ReleaseDependencies) -> [String] {
        needs.requirements.compactMap { requirement in
            let lacking = targets.filter { target in
                file.targets.contains(target.name)
                    && pins[target.name]?[requirement.name] == nil
                    && applies(requirement, target, file.project)
            }
            guard !lacking.isEmpty else { return nil }
            return "\(file.project) \(file.version) needs \(requirement), which no input lists "
                + "for \(lacking.map(\.name).joined(separator: ", ")); it was not fetched"
        }
    }

    private func applies(
        _ requirement: Requirement, _ target: Target, _ project: ProjectName
    ) -> Bool {
        guard let marker = requirement.marker else { return true }
        let extras = pins[target.name]?[project]?.extras ?? []
        return (try? marker.evaluate(target.environment, extras: extras)) ?? false
    }
}
