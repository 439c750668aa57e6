internal import Inputs
internal import MirrorStore
internal import Reporting

/// Which job files feed a mirror: names identify jobs, so two files must not share one.
struct JobRegistry {
    let catalog: Catalog

    /// Notes the jobs' files under their names, and the settings that gc uses later.
    /// - Throws: `Refusal` 78 where another existing file has a job's name.
    func enter(_ jobs: [JobFile]) async throws {
        var settings: [String: String?] = [:]
        for job in jobs {
            let key = "job-file:\(job.name)"
            let known = try settings[key] ?? catalog.setting(key)
            if let known, known != job.path, TextFile.kind(of: known) == .file {
                throw Refusal(
                    .config, "\(known) and \(job.path) are both named \"\(job.name)\"",
                    hints: ["give one of them another name, as in name = \"lab\""])
            }
            settings[key] = job.path
        }
        let changed = try settings.filter { try catalog.setting($0.key) != $0.value }
        if !changed.isEmpty { try await catalog.set(changed) }
        guard let publish = jobs.first?.publish else { return }
        try await catalog.record(
            Retention(keepGenerations: publish.keepGenerations, grace: publish.grace))
    }

    /// Jobs whose files are no longer where they last were, with those places, by name.
    func departed() throws -> [(name: String, path: String)] {
        let names = try Set(catalog.jobs() + catalog.failures().map(\.job))
        return try names.sorted().compactMap { name in
            guard let path = try catalog.setting("job-file:\(name)"), TextFile.kind(of: path) == nil
            else { return nil }
            return (name, path)
        }
    }
}
