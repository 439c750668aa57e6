internal import Cryptography
internal import Inputs
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
    init(surroundings: Surroundings, caFile: String?, place: BundlePlace) {
        self.init(
            surroundings: surroundings,
            policies: PolicyBuilder(
                surroundings: surroundings, caFile: caFile, place: place))
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
        JobContext(file: job, indexes: try await indexes(of: job), inputs: inputs)
    }

    private mutating func indexes(of job: JobFile) async throws(Refusal) -> [IndexContext] {
        var indexes: [IndexContext] = []
        for settings in job.indexes { indexes.append(try await index(settings, of: job)) }
        return IndexContext.distinct(indexes)
    }

    mutating func index(
        _ settings: IndexSettings, of job: JobFile
    ) async throws(Refusal) -> IndexContext {
        let address = try await address(of: settings, in: job)
        let made = try await policies.policy(
            of: settings, at: address, under: job.tls, mirror: job.mirror)
        return IndexContext(
            job: job.name, settings: settings, address: address, policy: made.policy,
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
        question.proxy = settings.proxy?.withoutCredentials
        let text = "\(address.user ?? "") \(question) \(job.tls)"
        return Hashing.digest(Array(text.utf8), .sha256).hex
    }

    /// The job with the address that this machine is set up to use in the place of one left out; an
    /// index that has none even so is left out.
    /// - Throws: `Refusal` 78 for an address that is none.
    func withAddresses(_ job: JobFile) async throws(Refusal) -> JobFile {
        var job = job
        var indexes: [IndexSettings] = []
        for var settings in job.indexes {
            if settings.url == nil {
                let found = try await ConfiguredIndex.find(
                    environment: surroundings.environment)
                guard let found else { continue }
                settings.url = try found.address
            }
            indexes.append(settings)
        }
        job.indexes = indexes
        return job
    }

    private func address(
        of settings: IndexSettings, in job: JobFile
    ) async throws(Refusal) -> WebAddress {
        if let url = settings.url { return url.asFolder }
        let found = try await ConfiguredIndex.find(environment: surroundings.environment)
        guard let found else {
            throw Refusal(
                .config,
                "\(job.path): index \"\(settings.name)\" has no url, and neither pip nor uv on "
                    + "this machine is set up to use one",
                hints: ["write url = \"https://index.example/simple/\", or set PIP_INDEX_URL"])
        }
        return try found.address.asFolder
    }
}

extension ConfiguredIndex {
    /// - Throws: `Refusal` 78 for what is no http(s) address.
    var address: WebAddress {
        get throws(Refusal) {
            if let address = WebAddress(url) { return address }
            // The text may hold a password, so it is not shown.
            throw Refusal(
                .config, "\(source) names no http(s) address as the index",
                hints: ["percent-encode what is special in a login: / is %2F, @ is %40"])
        }
    }
}

extension WebAddress {
    /// With a final `/`, so that project pages resolve below it.
    var asFolder: WebAddress {
        path.hasSuffix("/") ? withoutFragment : appendingToPath("/")
    }
}
