internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import Transport

/// Makes jobs ready for a run: addresses, policies and rules, before any network.
struct ContextBuilder: Sendable {
    let surroundings: Surroundings
    private(set) var policies: PolicyBuilder

    /// - Parameters:
    ///   - caFile: `--ca-file`.
    ///   - place: where the merged bundles will stand.
    ///   - isRehearsal: whether no server will be asked.
    init(
        surroundings: Surroundings, caFile: String?, place: BundlePlace, isRehearsal: Bool = false
    ) {
        self.init(
            surroundings: surroundings,
            policies: PolicyBuilder(
                surroundings: surroundings, caFile: caFile, place: place, isRehearsal: isRehearsal))
    }

    init(surroundings: Surroundings, policies: PolicyBuilder) {
        self.surroundings = surroundings
        self.policies = policies
    }

    /// - Parameter inputs: what the job's requirement and lock files say.
    /// - Throws: `Refusal`: 78 for trust and index settings, 66 for a missing secret file.
    mutating func context(
        for job: JobFile, inputs: JobInputs = JobInputs()
    ) async throws(Refusal) -> JobContext {
        let indexes = try await indexes(of: job)
        try BundlePlace.requirePrivate(in: MirrorLayout(root: job.mirror))
        return JobContext(file: job, indexes: indexes, inputs: inputs)
    }

    private mutating func indexes(of job: JobFile) async throws(Refusal) -> [IndexContext] {
        var indexes: [IndexContext] = []
        for settings in job.indexes { indexes.append(try await index(settings, of: job)) }
        return IndexContext.distinct(indexes)
    }

    mutating func index(
        _ settings: IndexSettings, of job: JobFile
    ) async throws(Refusal) -> IndexContext {
        guard let settings = try await completed(settings), let address = settings.url?.asFolder
        else { throw Self.nowhere(settings, job) }
        let made = try await policies.policy(
            of: settings, at: address, under: job.tls, mirror: job.mirror)
        return IndexContext(
            job: job.name, jobPath: job.path, settings: settings, address: address,
            policy: made.policy,
            trust: made.trust,
            shrinkGuard: ShrinkGuard(limit: job.publish.shrinkLimit), key: address.description,
            access: access(of: settings, at: address, in: job))
    }

    /// Of names and paths, not of what secret files hold: a new token makes no old page wrong.
    private func access(
        of settings: IndexSettings, at address: WebAddress, in job: JobFile
    ) -> String {
        var question = settings
        question.name = ""
        question.projects = []
        question.allowsUnhashed = false
        question.url = nil
        let text = "\(address.user ?? "") \(question) \(job.tls)"
        return Hashing.digest(Array(text.utf8), .sha256).hex
    }

    /// The job with the address that this machine is set up to use in the place of one left out; an
    /// index that has none even so is left out.
    /// - Throws: `Refusal` 78 for an address that is none.
    mutating func withAddresses(_ job: JobFile) async throws(Refusal) -> JobFile {
        var job = job
        var indexes: [IndexSettings] = []
        for settings in job.indexes {
            if let complete = try await completed(settings) { indexes.append(complete) }
        }
        job.indexes = indexes
        return job
    }

    /// The settings with the index that this machine is set up to use, and all that comes with it,
    /// where they name none.
    /// - Returns: nil where the machine has none.
    private mutating func completed(
        _ settings: IndexSettings
    ) async throws(Refusal) -> IndexSettings? {
        guard settings.url == nil else { return settings }
        let found = try await ConfiguredIndex.find(environment: surroundings.environment)
        guard let found else { return nil }
        let address = try found.address
        var settings = try found.companions.joined(to: settings, surroundings)
        settings.url = address
        for notice in found.companions.notices(address) { policies.note(notice) }
        return settings
    }

    private static func nowhere(_ settings: IndexSettings, _ job: JobFile) -> Refusal {
        Refusal(
            .config,
            "\(job.path): index \"\(settings.name)\" has no url, and neither pip nor uv on "
                + "this machine is set up to use one",
            hints: ["write url = \"https://index.example/simple/\", or set PIP_INDEX_URL"])
    }
}

extension ConfiguredIndex {
    /// - Throws: `Refusal` 78 for what is no http(s) address.
    var address: WebAddress {
        get throws(Refusal) {
            if let address = WebAddress.typed(url) { return address }
            // The text may hold a password, so it is not shown.
            throw Refusal(
                .config, "\(source) names no http(s) address as the index",
                hints: [
                    WebAddress.advice(on: url) ?? "write it as https://index.example/simple/"
                ])
        }
    }
}

extension WebAddress {
    /// With a final `/`, so that project pages resolve below it.
    var asFolder: WebAddress {
        path.hasSuffix("/") ? withoutFragment : appendingToPath("/")
    }
}
