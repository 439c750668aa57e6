internal import MirrorStore
internal import PythonPackaging
internal import Reporting
internal import Selection

/// The requirements that the last run could not resolve, by the projects that could not be had for
/// them.
struct WaitList {
    let catalog: Catalog
    let job: String

    private var key: String { "waiting \(job)" }
    private var releaseKey: String { "lost \(job)" }

    static func names(
        of failures: [ClosureResult.Failure]
    ) -> [ProjectName: Set<ProjectName>] {
        var waiting: [ProjectName: Set<ProjectName>] = [:]
        for failure in failures {
            guard case .unavailable(let needs) = failure.cause else { continue }
            let lacking = Set(needs.keys.map(\.project))
            let names = failure.group.names.subtracting(lacking)
            for project in lacking where !names.isEmpty {
                waiting[project, default: []].formUnion(names)
            }
        }
        return waiting
    }

    /// Releases that are done without, by the projects that they would need and that cannot be had.
    static func releases(of losses: [ClosureResult.Loss]) -> [ProjectName: Set<String>] {
        var waiting: [ProjectName: Set<String>] = [:]
        for loss in losses {
            for need in loss.needs where need.project != loss.release.name {
                waiting[need.project, default: []].insert(loss.release.description)
            }
        }
        return waiting
    }

    static func sentence(_ names: [String], on project: ProjectName) -> String {
        let words = NameList.text(names)
        return names.count == 1
            ? "\(words) waits for \(project); what is published of it stays"
            : "\(words) wait for \(project); what is published of them stays"
    }

    func kept() throws -> [ProjectName: Set<ProjectName>] {
        var waiting: [ProjectName: Set<ProjectName>] = [:]
        for line in (try catalog.setting(key) ?? "").split(separator: "\n") {
            let names = line.split(separator: " ").compactMap { ProjectName(String($0)) }
            if let project = names.first { waiting[project] = Set(names.dropFirst()) }
        }
        return waiting
    }

    /// By release of the project, what it waits for.
    func keptReleases(of project: ProjectName) throws -> [Version: ProjectName] {
        try (catalog.setting(releaseKey) ?? "").split(separator: "\n").reduce(into: [:]) {
            let fields = $1.split(separator: " ")
            guard fields.count == 3, fields[0] == project.normalized,
                let version = Version(String(fields[1]))
            else { return }
            $0[version] = ProjectName(String(fields[2]))
        }
    }

    func keep(_ losses: [ClosureResult.Loss]) async throws {
        let lines = losses.compactMap { loss -> String? in
            let release = loss.release
            let lacking = loss.needs.map(\.project).filter { $0 != release.name }.min()
            return lacking.map { "\(release.name) \(release.version) \($0)" }
        }
        try await keep(lines, releaseKey)
    }

    func keep(_ waiting: [ProjectName: Set<ProjectName>]) async throws {
        let lines = waiting.sorted { $0.key < $1.key }.map { project, names in
            ([project] + names.sorted()).map(\.normalized).joined(separator: " ")
        }
        try await keep(lines, key)
    }

    private func keep(_ lines: [String], _ key: String) async throws {
        let text = lines.isEmpty ? nil : lines.joined(separator: "\n")
        if try catalog.setting(key) != text { try await catalog.set([key: text]) }
    }
}
