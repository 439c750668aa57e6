internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives
package import Reporting
internal import Transport
package import Trust

/// `trust`: which certificates count on this machine and why, and whether each index verifies.
package struct TrustOverview: Sendable {
    /// The libraries and the floors they are held to.
    package struct Libraries: Sendable {
        package let openssl: String
        package let libcurl: String
        /// `OPENSSL_CONF`, which cannot lower the floors.
        package let configuration: String?
        package let securityLevel = OpenSSLDefaults.securityLevel
        package let minimumTLS = "1.2"

        /// Whether more is asked for than holds everywhere.
        package var isStricter: Bool { securityLevel > OpenSSLDefaults.leastSecurityLevel }
    }

    package let libraries: Libraries
    package let clock: ClockCheck
    /// Under the job's `[tls]`, without what single indexes add.
    package let survey: TrustSurvey
    /// The trust lines in force; one for each policy.
    package private(set) var trust: String?
    package private(set) var notices: [String] = []
    /// The proxies that the environment names, without credentials.
    package let proxies: [String]
    package private(set) var hosts: [HostReport] = []
    /// Why trust is misconfigured.
    package private(set) var refusal: Refusal?

    package var exitCode: ExitCode {
        ExitCode.highestRanking(hosts.map(\.exitCode) + [refusal?.exitCode ?? .ok])
    }

    package var message: String? {
        if let refusal { return refusal.message }
        let failed = hosts.filter { $0.exitCode != .ok }
        guard let first = failed.first else { return nil }
        let rest = failed.count > 1 ? " (and \(failed.count - 1) more)" : ""
        return "\(first.url): \(first.problem ?? "failed")\(rest)"
    }

    package var hints: [String] {
        refusal?.hints ?? hosts.first { $0.exitCode != .ok }?.remedies ?? []
    }

    /// - Parameters:
    ///   - path: a job file; nil for the machine alone.
    ///   - caFile: `--ca-file`.
    ///   - offline: whether the indexes are left alone.
    /// - Throws: `Refusal` for a job file that cannot be read.
    package static func run(
        _ path: String?, caFile: String?, offline: Bool, surroundings: Surroundings
    ) async throws -> TrustOverview {
        let job = try path.map { try JobLoader.load($0, surroundings) }
        var builder = PolicyBuilder(
            surroundings: surroundings, caFile: caFile,
            place: offline ? .memory : .ofUser(surroundings.environment), isRehearsal: offline)
        if let job {
            let certifi = await MirroredCertifi.reference(in: MirrorLayout(root: job.mirror))
            builder.bundles = [certifi?.alternative].compactMap(\.self)
        }
        let survey = TrustSurvey(
            settings: builder.settings(job?.tls ?? TLSSettings()),
            environment: surroundings.environment,
            libcurl: .ofLibrary, now: surroundings.now(),
            identities: await identities(job, builder))
        var hosts: [HostReport] = []
        var outcome = Outcome()
        do throws(Refusal) {
            hosts = try await outcome.probe(job, builder, offline: offline)
        } catch {
            outcome.refusal = job.map { error.located(in: $0) } ?? error
        }
        return TrustOverview(survey, hosts, outcome, surroundings)
    }

    /// The variables of pip and uv that name client certificates here, each with its index.
    private static func identities(
        _ job: JobFile?, _ builder: PolicyBuilder
    ) async -> [String: String] {
        guard let job else { return [:] }
        var contexts = ContextBuilder(surroundings: builder.surroundings, policies: builder)
        let indexes = (try? await contexts.withAddresses(job))?.indexes ?? []
        let named = indexes.compactMap { index in
            index.tls.clientCertificate?.source.map { ($0, index.name) }
        }
        return Dictionary(named) { first, _ in first }
    }

    /// What came of making the policies.
    private struct Outcome {
        var trust: String?
        var notices: [String] = []
        var refusal: Refusal?

        mutating func probe(
            _ job: JobFile?, _ builder: PolicyBuilder, offline: Bool
        ) async throws(Refusal) -> [HostReport] {
            guard let job else {
                var builder = builder
                try builder.requireProxies(for: "https")
                trust = try builder.anchors(builder.settings(TLSSettings())).line
                notices = builder.notices
                return []
            }
            let surroundings = builder.surroundings
            var contexts = ContextBuilder(surroundings: surroundings, policies: builder)
            let context = try await contexts.context(for: job)
            trust = contexts.policies.trustLine
            notices = contexts.policies.notices
            guard !offline else { return [] }
            let client = surroundings.client(Limits(job.download))
            let reports = await HostProbe(client: client)
                .ask(context.indexes.map(HostProbe.Question.init))
            await client.shutdown(grace: .zero)
            return reports
        }
    }

    private init(
        _ survey: TrustSurvey, _ hosts: [HostReport], _ outcome: Outcome,
        _ surroundings: Surroundings
    ) {
        let configuration = surroundings.environment["OPENSSL_CONF"]
        libraries = Libraries(
            openssl: OpenSSLDefaults.version, libcurl: Libcurl.version,
            configuration: configuration.flatMap { $0.isEmpty ? nil : $0.withoutSecrets })
        clock = ClockCheck(
            now: surroundings.now(), seen: hosts.flatMap(\.chain),
            system: survey.system.certificates,
            isDoubted: hosts.contains { $0.diagnosis?.doubtsClock ?? false })
        self.survey = survey
        self.hosts = hosts
        proxies = ProxyEnvironment(surroundings.environment).lines
        trust = outcome.trust
        notices = outcome.notices
        refusal = outcome.refusal
    }
}

extension HostProbe.Question {
    init(_ index: IndexContext) {
        self.init(
            address: index.address, index: index.name, policy: index.policy,
            explainer: index.trust.home.explainer, trustLine: index.trust.home.line,
            check: !index.isVerified(index.address)
                ? .nothing : index.settings.tls.check == .pin ? .pin : .chain)
    }
}
