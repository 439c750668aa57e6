internal import Inputs
internal import MirrorStore
internal import Primitives
internal import Reporting

/// Which job files feed a mirror: names identify jobs, so two files must not share one.
struct JobRegistry {
    let catalog: Catalog

    /// Notes the jobs' files under their names, and the settings that gc uses later.
    /// - Throws: `Refusal` 78 where another existing file has a job's name.
    func enter(_ jobs: [JobFile], _ surroundings: Surroundings) async throws {
        try check(jobs, surroundings)
        var changed: [String: String?] = [:]
        for job in jobs where try catalog.setting(Self.key(job)) != job.origin {
            changed[Self.key(job)] = job.origin
        }
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

    private static let idleAfter = Duration.seconds(30 * 86_400)

    /// What there is to say of jobs that feed the mirror and were not run for a month: what they
    /// selected stays published.
    func idle(beside jobs: [JobFile], in mirror: String, at now: Instant) throws -> [String] {
        let running = Set(jobs.map(\.name))
        return try catalog.jobs().filter { !running.contains($0) }.compactMap { name in
            guard let last = try catalog.lastEnd(ofJob: name), last + Self.idleAfter < now else {
                return nil
            }
            return "job \(name) feeds this mirror too and was run last at \(last); if nobody needs "
                + "it any more: wheelbarrow gc \(mirror) --forget-job \(name)"
        }
    }

    /// - Throws: `Refusal` 78 where another existing file has a job's name.
    func check(_ jobs: [JobFile], _ surroundings: Surroundings) throws {
        var entered: [String: String] = [:]
        for job in jobs {
            let key = Self.key(job)
            if let known = try entered[key] ?? catalog.setting(key),
                isOther(known, than: job, surroundings)
            {
                throw Refusal(sameName: job, known)
            }
            entered[key] = job.origin
        }
    }

    /// Whether a job file is not that of `job` and feeds the same mirror.
    private func isOther(
        _ known: String, than job: JobFile, _ surroundings: Surroundings
    ) -> Bool {
        guard known.hasPrefix("/"), TextFile.kind(of: known) == .file,
            !TextFile.isSame(known, job.origin)
        else { return false }
        // A mirror may have been copied with its job, and a job may have taken another name.
        guard let other = try? JobLoader.load(known, surroundings) else { return true }
        return other.name == job.name && JobAgreement.haveOneMirror(other, job)
    }

    private static func key(_ job: JobFile) -> String { "job-file:\(job.name)" }
}

extension Refusal {
    init(sameName job: JobFile, _ other: String) {
        self.init(
            .config, "\(other) and \(job.origin) are both named \"\(job.name)\"",
            hints: ["give one of them another name, as in name = \"lab\""])
    }
}
