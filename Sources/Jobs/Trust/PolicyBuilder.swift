internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// Makes fetch policies of what jobs say about trust; every file they name is read and judged
/// before any network.
struct PolicyBuilder: Sendable {
    let surroundings: Surroundings
    /// `--ca-file`.
    let caFile: String?
    private let place: BundlePlace
    /// Whether no server will be asked, which would have the last word.
    private let isRehearsal: Bool
    /// Roots that others trust, which a refused chain is held against too.
    var bundles: [TrustAlternative] = []
    /// Lines for people about the trust in use.
    private(set) var notices: [String]
    private var lines: [String] = []
    private var resolved: [TrustSettings: TrustAnchors] = [:]
    private var distrusted: [TLSSettings: [DistrustRule]] = [:]
    /// Whether some index is asked over TLS, so that nothing works without a bundle.
    private var needsBundles = false
    private let netrc: Netrc
    private let now: Instant

    private static let crlSizeLimit = 64 << 20

    /// Which trust the indexes are asked under: one line each, where they differ.
    var trustLine: String? {
        guard let first = lines.first else { return nil }
        return ([first] + lines.dropFirst().map { $0.dropFirst("trust: ".count).description })
            .joined(separator: "; ")
    }

    /// - Parameters:
    ///   - place: where the merged bundles will stand.
    ///   - isRehearsal: whether no server will be asked, so that what one would mostly be refused
    ///     for is refused here.
    init(
        surroundings: Surroundings, caFile: String?, place: BundlePlace, isRehearsal: Bool = false
    ) {
        self.surroundings = surroundings
        self.caFile = caFile.map(surroundings.absolute)
        self.place = place
        self.isRehearsal = isRehearsal
        netrc = Netrc(environment: surroundings.environment)
        now = surroundings.now()
        notices = ProxyEnvironment(surroundings.environment).notes
    }

    /// An index's policy, and what explains a chain that was refused under it.
    struct Made {
        let policy: FetchPolicy
        let trust: (home: TrustInForce, abroad: TrustInForce)
    }

    /// - Parameters:
    ///   - job: the job's `[tls]`.
    ///   - mirror: the job's; nil for none.
    /// - Throws: `Refusal`: 78 for trust, 66 for a missing secret file.
    mutating func policy(
        of index: IndexSettings, at address: WebAddress, under job: TLSSettings,
        mirror: String? = nil
    ) async throws(Refusal) -> Made {
        let settings = settings(job, index)
        if index.proxy == nil { try requireProxies(for: address.scheme) }
        let isPlain = address.scheme == "http" && index.proxy?.scheme != .https
        let anchors = try self.anchors(settings, isNeeded: !isPlain)
        let abroad = self.settings(job, pip: index)
        let global = try anchorsAbroad(abroad, of: index, isNeeded: !isPlain)
        needsBundles = needsBundles || !isPlain
        let proxies = try proxyAnchors(index.tls, job) ?? anchors
        var tls = try tls(index.tls, anchors)
        tls.proxyAnchors = try place.bundle(proxies)
        tls.distrust = try await distrust(job, mirror)
        try addProof(to: &tls, index.tls, anchors)
        let lists = try index.tls.crlFile.map { file throws(Refusal) in
            (file, try revocationLists(file))
        }
        var foreign = try self.tls(job, global)
        foreign.proxyAnchors = tls.proxyAnchors
        foreign.distrust = tls.distrust
        var policy = FetchPolicy(
            index: address, tls: tls, foreignTLS: foreign,
            credentials: try credentials(index.login), netrc: netrc,
            fileHosts: Set(index.fileHosts), pageHosts: Set(index.pageHosts),
            proxy: index.proxy.map { Proxy($0, source: index.proxySource) })
        policy.insecureHosts = Set(index.tls.insecureHosts)
        policy.proxyInsecureHosts = Set(index.tls.insecureProxies)
        noteExceptions(of: index, at: address)
        let line = Self.line(index.tls, anchors)
        if !lines.contains(line) { lines.append(line) }
        let home = explainer(settings, .init(servers: anchors, proxies: proxies), lists)
        let foreigners = explainer(
            abroad, .init(servers: global, proxies: proxies), nil, beside: Self.own(index, anchors))
        return Made(
            policy: policy,
            trust: (
                TrustInForce(line: line, explainer: home),
                TrustInForce(line: global.line, explainer: foreigners)
            ))
    }

    /// - Parameter own: what the index names for its own hosts; nil: these are its own.
    private func explainer(
        _ settings: TrustSettings, _ anchors: TrustExplainer.Anchors,
        _ revocation: (file: String, lists: [RevocationList])?,
        beside own: [TrustAlternative]? = nil
    ) -> TrustExplainer {
        TrustExplainer(
            settings: settings, anchors: anchors, revocation: revocation,
            bundles: bundles + (own ?? []), isOfOthers: own != nil,
            surroundings: surroundings, now: now)
    }

    /// What an index names for its own hosts alone.
    private static func own(_ index: IndexSettings, _ anchors: TrustAnchors) -> [TrustAlternative] {
        let added = index.tls.extraCAFile.map { "extra \($0.withoutSecrets)" }
        return anchors.sources.filter { $0.origin == .index || $0.label == added }.map { source in
            let path = source.origin == .index ? index.tls.caFile : index.tls.extraCAFile
            return TrustAlternative(ofIndex: index.name, source, path: path)
        }
    }

    /// Puts the bundles where the policies say that they stand, once the mirror is the run's.
    /// - Throws: `Refusal`: 78 for a folder that is not this user's alone, else 73.
    func writeBundles() throws(Refusal) {
        for anchors in resolved.values {
            do throws(Refusal) {
                try place.write(anchors)
            } catch {
                if needsBundles || error.exitCode == .config { throw error }
            }
        }
    }

    private static func line(_ tls: TLSSettings, _ anchors: TrustAnchors) -> String {
        guard tls.check == .pin else { return anchors.line }
        let count = tls.pinnedPublicKeys.count
        return "trust: pinned-public-key (\(count) \(count == 1 ? "key" : "keys")), no chain"
    }

    /// - Throws: `Refusal` 78 for variables that would name the proxy and cannot be read.
    func requireProxies(for scheme: String) throws(Refusal) {
        for scheme in [scheme, "https"] {
            let fault = ProxyEnvironment(surroundings.environment).fault(for: scheme)
            if let fault { throw Refusal(.config, fault.reason, hints: [fault.hint]) }
        }
    }

    mutating func note(_ text: String) {
        if !notices.contains(text) { notices.append(text) }
    }

    private mutating func noteExceptions(of index: IndexSettings, at address: WebAddress) {
        let tls = index.tls
        let own = address.origin
        // Most often the port is forgotten; whatever names another host may be for its files.
        let idle = tls.insecureHosts.filter { entry in
            entry != own.hostAndPort && WebAddress("https://\(entry)/")?.origin.host == own.host
                && !(index.fileHosts + index.pageHosts).contains(entry)
        }
        for entry in idle {
            note(
                "insecure = [\"\(entry)\"] matches nothing of \(own), which is verified; what "
                    + "would match is \"\(own.hostAndPort)\"")
        }
        let excepted = tls.insecureHosts.filter { !idle.contains($0) }
        if !excepted.isEmpty {
            note(
                "connections to \(excepted.joined(separator: ", ")) are not verified "
                    + "(insecure); safer: trust = \"pin\" with pinned-public-key")
        }
        if !tls.insecureProxies.isEmpty {
            note(
                "connections to the proxy \(tls.insecureProxies.joined(separator: ", ")) are not "
                    + "verified (proxy-insecure); safer: proxy-ca-file")
        }
    }
}

// What is trusted.
extension PolicyBuilder {
    /// - Parameters:
    ///   - index: nil for what holds for every other host.
    ///   - pip: the index that may have come with settings of pip's, which hold for every host.
    func settings(
        _ job: TLSSettings, _ index: IndexSettings? = nil, pip: IndexSettings? = nil
    ) -> TrustSettings {
        var settings = TrustSettings()
        settings.globalCAFile = caFile
        settings.jobCAFile = job.caFile
        settings.jobCADir = job.caDirectory
        settings.extraCAFiles = [job.extraCAFile].compactMap(\.self)
        settings.envMode = job.environmentMode.map(TrustSettings.EnvMode.init)
        let certificate = (index ?? pip)?.pipCertificate
        settings.pipCAFile = certificate?.path
        settings.pipSettings = certificate?.settings ?? ""
        settings.strictBundle = job.strictBundle
        guard let index, index.tls.hasAnchors else { return settings }
        settings.indexName = index.name
        settings.indexCAFile = index.tls.caFile
        settings.indexCADir = index.tls.caDirectory
        settings.indexExtraCAFiles = [index.tls.extraCAFile].compactMap(\.self)
        return settings
    }

    /// - Parameter isNeeded: whether an index is asked over TLS; else files elsewhere may be.
    mutating func anchors(
        _ settings: TrustSettings, isNeeded: Bool = true
    ) throws(Refusal) -> TrustAnchors {
        if let anchors = resolved[settings] { return anchors }
        if isNeeded { try requireTLS() }
        do throws(TrustError) {
            return try resolve(settings)
        } catch {
            if error.code == .noSystemStore, !isNeeded { return .none }
            throw Refusal(error)
        }
    }

    private mutating func resolve(_ settings: TrustSettings) throws(TrustError) -> TrustAnchors {
        if let anchors = resolved[settings] { return anchors }
        let anchors = try TrustResolver.resolve(
            settings: settings, environment: surroundings.environment, libcurl: .ofLibrary,
            now: now)
        for notice in anchors.notices + anchors.warnings { note(notice) }
        resolved[settings] = anchors
        return anchors
    }

    /// What counts for every other host: where an index brings its own certificates, a variable that
    /// is broken stops nobody before one of those hosts is asked.
    private mutating func anchorsAbroad(
        _ settings: TrustSettings, of index: IndexSettings, isNeeded: Bool
    ) throws(Refusal) -> TrustAnchors {
        guard index.tls.caFile != nil || index.tls.caDirectory != nil else {
            return try anchors(settings, isNeeded: isNeeded)
        }
        do throws(TrustError) {
            return try resolve(settings)
        } catch {
            guard error.isOfVariable || error.code == .noSystemStore else { throw Refusal(error) }
            let cause =
                error.isOfVariable
                ? "\(error.source)=\(error.path): \(error.reason)" : error.description
            let remedy = error.isOfVariable ? "unset \(error.source), or " : ""
            note(
                "files on other hosts than index \"\(index.name)\"'s are refused, since nothing "
                    + "says what to trust there: \(cause); \(remedy)set ca-file in [tls]"
                    + (error.isOfVariable ? " or env-mode = \"ignore\"" : ""))
            return .none
        }
    }

    /// Whatever is asked of a library without its algorithms fails, in words about something else.
    private func requireTLS() throws(Refusal) {
        guard let shortcoming = OpenSSLDefaults.shortcoming else { return }
        let variable = surroundings.environment["OPENSSL_CONF"]
        let file = variable.flatMap { $0.isEmpty ? nil : "OPENSSL_CONF=\($0.withoutSecrets)" }
        let place = file ?? "openssl.cnf"
        throw Refusal(
            .config, "OpenSSL cannot speak TLS as \(place) sets it up: \(shortcoming)",
            hints: [
                "activate the default provider there, or for FIPS the fips and base providers, once "
                    + "they are installed" + (file == nil ? "" : "; or unset OPENSSL_CONF")
            ])
    }

    private func tls(
        _ tls: TLSSettings, _ anchors: TrustAnchors
    ) throws(Refusal) -> TLSPolicy {
        TLSPolicy(
            anchors: try place.bundle(anchors),
            minimumVersion: tls.minimumVersion == .v1_3 ? .v1_3 : .v1_2)
    }

    /// - Returns: nil where proxies are held against what the servers are.
    private mutating func proxyAnchors(
        _ tls: TLSSettings, _ job: TLSSettings
    ) throws(Refusal) -> TrustAnchors? {
        guard let file = tls.proxyCAFile ?? job.proxyCAFile else { return nil }
        var settings = TrustSettings()
        settings.proxyCAFile = file
        settings.strictBundle = job.strictBundle
        return try anchors(settings)
    }
}

// What the audit of the system store has to say.
extension PolicyBuilder {
    /// - Returns: what a job that denies refuses; empty for every other.
    private mutating func distrust(
        _ job: TLSSettings, _ mirror: String?
    ) async throws(Refusal) -> [DistrustRule] {
        guard job.audit != .off else { return [] }
        if let known = distrusted[job] { return known }
        let reference = try await StoreAudit.reference(
            job.auditReference, orIn: mirror.map { MirrorLayout(root: $0) })
        guard let reference else {
            throw Refusal(
                .config, "audit = \"\(job.audit.rawValue)\" needs audit-reference beside it",
                hints: [
                    "name in it a local copy of CCADB's IncludedCACertificateReportPEMCSV, or a "
                        + "bundle; else mirror certifi first, whose wheel then serves"
                ], setting: "audit")
        }
        let survey = TrustSurvey(
            settings: settings(job), environment: surroundings.environment, libcurl: .ofLibrary,
            now: now)
        // What cannot be read of the catalog is no matter of trust.
        let used = mirror.flatMap { try? StoreAudit.used(in: MirrorLayout(root: $0)) } ?? []
        let audit = StoreAudit(reference: reference, survey: survey, used: used, now: now).audit
        for line in audit.summary { note("audit: \(line)") }
        let rules = audit.distrust.map { DistrustRule(anchor: $0.anchor, after: $0.after) }
        distrusted[job] = job.audit == .deny ? rules : []
        return distrusted[job] ?? []
    }
}

// What proves who is who.
extension PolicyBuilder {
    private mutating func addProof(
        to policy: inout TLSPolicy, _ tls: TLSSettings, _ anchors: TrustAnchors
    ) throws(Refusal) {
        policy.serverCheck = tls.check == .pin ? .pin : .chain
        policy.pinnedPublicKeys = tls.pinnedPublicKeys
        policy.requiresStapledResponse = tls.stapling == .require
        policy.clientIdentity = try identity(tls.clientCertificate, "client", anchors)
        let environment = surroundings.environment
        policy.foreignIdentity =
            Self.foreignIdentities.lazy.compactMap { name in
                environment[name].flatMap { $0.isEmpty ? nil : "\(name)=\($0.withoutSecrets)" }
            }.first
        policy.proxyClientIdentity = try identity(
            tls.proxyClientCertificate, "proxy-client", anchors)
        policy.crlFile = tls.crlFile
    }

    /// The variables by which pip and uv are told of a client certificate.
    private static let foreignIdentities = ["PIP_CLIENT_CERT", "SSL_CLIENT_CERT"]

    private mutating func identity(
        _ files: ClientCertificateFiles?, _ prefix: String, _ anchors: TrustAnchors
    ) throws(Refusal) -> ClientIdentityFiles? {
        guard let files else { return nil }
        let check = ClientCertificateCheck(files: files, prefix: prefix, now: now)
        let result = try check.perform(anchors)
        for notice in result.notices { note(notice) }
        return result.identity
    }

    /// libcurl would say of a bad file no more than that it is bad.
    private mutating func revocationLists(_ path: String) throws(Refusal) -> [RevocationList] {
        let lists: [RevocationList]
        do {
            lists = try RevocationList.read(
                pem: try LocalFile.read(path, limit: Self.crlSizeLimit))
        } catch {
            let hint =
                error is SystemCallError
                ? "name a file that can be read, or leave crl-file out"
                : "it wants PEM, one list for each CA of the chain; a DER list is converted with "
                    + "openssl crl -inform der -in LIST -out lists.pem, which crl-file then names"
            throw Refusal(
                .config, "cannot use crl-file \(path): \(error)", hints: [hint], path: path)
        }
        if let fault = ListAge(lists, at: now) {
            if isRehearsal {
                throw Refusal(
                    .config, "cannot use crl-file \(path): \(fault.reason)", hints: [fault.remedy],
                    path: path)
            }
            note("crl-file \(path): \(fault.reason); \(fault.remedy)")
        }
        return lists
    }

    private func credentials(_ login: IndexLogin) throws(Refusal) -> Credentials? {
        switch login {
        case .none: nil
        case .password(let user, let file):
            .basic(user: user, password: try SecretFile.read(file))
        case .token(let file): .bearer(token: try SecretFile.token(file))
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
