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

    static func sentence(_ names: Set<ProjectName>, on project: ProjectName) -> String {
        let words = NameList.text(names.map(\.normalized).sorted())
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

    func keep(_ waiting: [ProjectName: Set<ProjectName>]) async throws {
        let lines = waiting.sorted { $0.key < $1.key }.map { project, names in
            ([project] + names.sorted()).map(\.normalized).joined(separator: " ")
        }
        let text = lines.isEmpty ? nil : lines.joined(separator: "\n")
        if try catalog.setting(key) != text { try await catalog.set([key: text]) }
    }
}
