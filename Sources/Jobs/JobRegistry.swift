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

    /// The jobs that feed the mirror, and those that were run for it and have brought nothing yet.
    func names() throws -> [String] {
        let entered = try catalog.settings(beginning: Self.prefix)
            .filter { TextFile.kind(of: $0.value) == .file }.keys
            .map { String($0.dropFirst(Self.prefix.count)) }
        return try Set(catalog.jobs() + entered).sorted()
    }

    /// A job whose file is gone, is another job's now, or fills another mirror: nothing brings it up
    /// to date any more.
    struct Departed {
        let name: String
        /// A clause.
        let reason: String

        func sentence(_ mirror: String) -> String {
            "\(reason); what it selected stays until: wheelbarrow gc \(ShellWord(mirror)) "
                + "--forget-job \(ShellWord(name))"
        }
    }

    /// - Parameter jobs: those that are about to run.
    func departed(
        beside jobs: [JobFile] = [], from mirror: String, _ surroundings: Surroundings
    ) throws -> [Departed] {
        let names = try Set(catalog.jobs() + catalog.failures().map(\.job))
            .subtracting(jobs.map(\.name))
        return try names.sorted().compactMap { name in
            guard let path = try catalog.setting(Self.prefix + name), path.hasPrefix("/") else {
                return nil
            }
            guard TextFile.kind(of: path) != nil else {
                return Departed(name: name, reason: "the file of job \(name), \(path), is gone")
            }
            guard let job = try? JobLoader.load(path, surroundings) else { return nil }
            if job.name != name {
                return Departed(
                    name: name, reason: "\(path) is job \(job.name) now, no more job \(name)")
            }
            if TextFile.isSame(job.mirror, mirror) { return nil }
            return Departed(
                name: name,
                reason: "job \(name) (\(path)) fills \(job.mirror) now, and no more this mirror")
        }
    }

    /// What there is to say of jobs that feed the mirror and that nobody runs any more.
    /// - Parameter jobs: those that are about to run.
    func unattended(
        beside jobs: [JobFile] = [], in mirror: String, _ surroundings: Surroundings
    ) throws -> [String] {
        let departed = try departed(beside: jobs, from: mirror, surroundings)
        return departed.map { $0.sentence(mirror) }
            + (try idle(
                but: Set(jobs.map(\.name) + departed.map(\.name)), in: mirror,
                at: surroundings.now()))
    }

    private static let idleAfter = Duration.seconds(30 * 86_400)

    /// Of jobs that were not run for a month: what they selected stays published.
    private func idle(
        but known: Set<String>, in mirror: String, at now: Instant
    ) throws -> [String] {
        let jobs = try catalog.jobs()
        guard jobs.count > 1 || !known.isEmpty else { return [] }
        return try jobs.filter { !known.contains($0) }.compactMap { name in
            guard let last = try catalog.lastEnd(ofJob: name), last + Self.idleAfter < now else {
                return nil
            }
            return "job \(name) feeds this mirror too and was run last at \(last); if nobody needs "
                + "it any more: wheelbarrow gc \(ShellWord(mirror)) --forget-job "
                + "\(ShellWord(name))"
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

    private static let prefix = "job-file:"

    private static func key(_ job: JobFile) -> String { prefix + job.name }
}

extension Refusal {
    init(sameName job: JobFile, _ other: String) {
        self.init(
            .config, "\(other) and \(job.origin) are both named \"\(job.name)\"",
            hints: ["give one of them another name, as in name = \"lab\""])
    }
}
