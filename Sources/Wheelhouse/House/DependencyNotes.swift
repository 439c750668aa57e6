internal import Inputs
internal import PythonPackaging
internal import Selection

/// What wheels say that they need and no input lists: it is told, not fetched.
struct DependencyNotes {
    private let pins: [String: [ProjectName: Pin]]
    private let targets: [Target]

    init(_ sets: [TargetPins]) {
        targets = sets.map(\.target)
        pins = Dictionary(
            sets.map { set in
                (
                    set.target.name,
                    Dictionary(set.pins.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
                )
            }, uniquingKeysWith: { $1 })
    }

    /// In the order of the files.
    func warnings(_ files: [StoredFile], _ notes: [String: WheelNotes]) -> [String] {
        files.filter { !$0.wanted.targets.isEmpty }.flatMap { file -> [String] in
            notes[file.path].map { warnings(file.wanted, $0.needs) } ?? []
        }
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
