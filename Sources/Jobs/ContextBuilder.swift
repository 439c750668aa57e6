internal import Cryptography
internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import Transport
internal import Trust

/// Makes jobs ready for a run: trust and secrets are read and judged before any network.
struct ContextBuilder: Sendable {
    let surroundings: Surroundings
    /// `--ca-file`.
    let caFile: String?
    /// Where the merged bundles will stand: written only once the mirror is the run's.
    let bundleDirectory: String
    /// Lines for people about the trust in use.
    private(set) var notices: [String] = []
    private var trustLines: [String] = []
    private var resolved: [TrustSettings: TrustAnchors] = [:]
    private let netrc: Netrc

    /// Which trust the indexes are asked under: one line each, where they differ.
    var trustLine: String? { trustLines.isEmpty ? nil : trustLines.joined(separator: "; ") }

    init(surroundings: Surroundings, caFile: String?, bundleDirectory: String) {
        self.surroundings = surroundings
        self.caFile = caFile.map(surroundings.absolute)
        self.bundleDirectory = bundleDirectory
        netrc = Netrc(environment: surroundings.environment)
    }

    /// - Throws: `Refusal`: 78 for trust and index settings, 66 for a missing secret file.
    mutating func context(for job: JobFile) async throws(Refusal) -> JobContext {
        let global = try anchors(job, index: nil)
        var indexes: [IndexContext] = []
        for settings in job.indexes {
            indexes.append(try await index(settings, of: job, global: global))
        }
        let rules = job.select.fingerprint
        return JobContext(
            file: job, indexes: indexes, selection: FileSelection(job.select),
            projects: ProjectList(job.select),
            rulesDigest: Hashing.digest(Array(rules.utf8), .sha256).hex)
    }

    private mutating func index(
        _ settings: IndexSettings, of job: JobFile, global: TrustAnchors
    ) async throws(Refusal) -> IndexContext {
        let address = try await address(of: settings, in: job)
        let anchors = settings.tls.hasAnchors ? try anchors(job, index: settings) : global
        let policy = FetchPolicy(
            index: address, tls: tlsPolicy(anchors, minimum: settings.tls.minimumVersion),
            foreignTLS: tlsPolicy(global, minimum: job.tls.minimumVersion),
            credentials: try credentials(settings.login), netrc: netrc,
            fileHosts: Set(settings.fileHosts), pageHosts: Set(settings.pageHosts),
            proxy: settings.proxy?.fullText)
        if !trustLines.contains(anchors.line) { trustLines.append(anchors.line) }
        return IndexContext(
            job: job.name, settings: settings, address: address, policy: policy,
            trustLine: anchors.line,
            shrinkGuard: ShrinkGuard(limit: job.publish.shrinkLimit))
    }

    private func address(
        of settings: IndexSettings, in job: JobFile
    ) async throws(Refusal) -> WebAddress {
        if let url = settings.url { return url.asFolder }
        guard let found = await ConfiguredIndex.find(environment: surroundings.environment) else {
            throw Refusal(
                .config,
                "\(job.path): index \"\(settings.name)\" has no url, and neither pip nor uv on "
                    + "this machine is set up to use one",
                hints: ["write url = \"https://index.example/simple/\", or set PIP_INDEX_URL"])
        }
        guard let address = WebAddress(found.url) else {
            throw Refusal(
                .config, "\(found.source) names no http(s) address as the index: \(found.url)")
        }
        return address.asFolder
    }

    private mutating func anchors(
        _ job: JobFile, index: IndexSettings?
    ) throws(Refusal) -> TrustAnchors {
        var settings = TrustSettings()
        settings.globalCAFile = caFile
        settings.jobCAFile = job.tls.caFile
        settings.jobCADir = job.tls.caDirectory
        settings.extraCAFiles = [job.tls.extraCAFile].compactMap(\.self)
        settings.envMode = TrustSettings.EnvMode(job.tls.environmentMode)
        settings.strictBundle = job.tls.strictBundle
        settings.indexName = index?.name
        settings.indexCAFile = index?.tls.caFile
        settings.indexCADir = index?.tls.caDirectory
        settings.indexExtraCAFiles = [index?.tls.extraCAFile].compactMap(\.self)
        if let anchors = resolved[settings] { return anchors }
        do throws(TrustError) {
            let anchors = try TrustResolver.resolve(
                settings: settings, environment: surroundings.environment,
                libcurl: .ofLibrary, now: surroundings.now())
            let told = anchors.notices + anchors.warnings
            notices += told.filter { !notices.contains($0) }
            resolved[settings] = anchors
            return anchors
        } catch {
            throw Refusal(
                .config, error.description, hints: error.hints, path: error.path)
        }
    }

    private func tlsPolicy(_ anchors: TrustAnchors, minimum: TLSVersion) -> TLSPolicy {
        TLSPolicy(
            caFile: anchors.path(in: bundleDirectory),
            minimumVersion: minimum == .v1_3 ? .v1_3 : .v1_2)
    }

    /// Puts the bundles where the policies say that they stand.
    /// - Throws: `Refusal` 73.
    func writeBundles() throws(Refusal) {
        for anchors in resolved.values {
            do throws(TrustError) {
                _ = try anchors.write(into: bundleDirectory)
            } catch {
                throw Refusal(.cantcreat, error.description, hints: error.hints)
            }
        }
    }

    private func credentials(_ login: IndexLogin) throws(Refusal) -> Credentials? {
        switch login {
        case .none: nil
        case .password(let user, let file):
            .basic(user: user, password: try secret(file))
        case .token(let file): .bearer(token: try secret(file))
        }
    }

    /// The first line of a secret file: an editor's final newline is no part of it.
    private func secret(_ path: String) throws(Refusal) -> String {
        do {
            let text = try TextFile.read(path, limit: 1 << 16)
            let line = text.prefix { !$0.isNewline }
            guard !line.isEmpty else { throw Refusal(.config, "the secret file \(path) is empty") }
            return String(line)
        } catch let error as TextFile.Unreadable {
            throw Refusal(
                error.isMissing ? .noinput : .config, error.description, path: error.path)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.software, "\(error)")
        }
    }
}

extension TrustSettings.EnvMode {
    init(_ mode: EnvironmentMode) {
        switch mode {
        case .replace: self = .replace
        case .add: self = .add
        case .ignore: self = .ignore
        }
    }
}

extension TLSSettings {
    /// Whether an index brings certificates of its own.
    var hasAnchors: Bool { caFile != nil || caDirectory != nil || extraCAFile != nil }
}

extension WebAddress {
    /// With a final `/`, so that project pages resolve below it.
    var asFolder: WebAddress {
        path.hasSuffix("/") ? withoutFragment : appendingToPath("/")
    }
}
