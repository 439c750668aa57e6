internal import MirrorStore
internal import PythonPackaging
internal import Selection

/// The requirements, as they were written, that the last run found no set of releases for.
struct RefusedWishes {
    let catalog: Catalog
    let job: String

    private var key: String { "refused \(job)" }

    /// By the text of each requirement, the project whose failure tells why.
    static func blamed(by failures: [ClosureResult.Failure]) -> [String: ProjectName] {
        failures.reduce(into: [:]) { refused, failure in
            guard case .conflict(let conflict) = failure.cause,
                let blamed = failure.blamed(for: conflict)?.requirement.name
            else { return }
            for root in failure.group.requirements { refused[root.requirement.wish] = blamed }
        }
    }

    func kept() throws -> [String: ProjectName] {
        (try catalog.setting(key) ?? "").split(separator: "\n").reduce(into: [:]) { refused, line in
            let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
            if fields.count == 2 { refused[fields[1]] = ProjectName(fields[0]) }
        }
    }

    func keep(_ refused: [String: ProjectName]) async throws {
        let lines = refused.sorted { $0.key < $1.key }.map { "\($1.normalized)\t\($0)" }
        let text = lines.isEmpty ? nil : lines.joined(separator: "\n")
        if try catalog.setting(key) != text { try await catalog.set([key: text]) }
    }
}
