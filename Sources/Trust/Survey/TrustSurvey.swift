package import Cryptography
package import Primitives

/// Everything on this machine that could say which certificates count, used or not.
package struct TrustSurvey: Sendable {
    /// What `TrustResolver` makes of the same settings.
    package let result: Result<TrustAnchors, TrustError>
    /// Every variable about trust that is set, the deciding ones first.
    package let variables: [VariableStanding]
    /// The system store, whether it counts or not.
    package let system: LoadedSource
    package let localAnchors: LocalAnchors
    /// What is not in use, in the order in which it would decide.
    package let alternatives: [TrustAlternative]
    /// How this distribution's store is kept; nil when os-release(5) is missing.
    package let upkeep: StoreUpkeep?

    /// Everything that is set and may decide, the one that does first.
    let candidates: [TrustSource]
    private let contents: [VariableContent.Reader: [String: VariableContent]]
    let foreignSystem: ForeignSystem
    /// Whether uv is told to trust what the system trusts.
    let isUVToldToTakeSystem: Bool
    /// `OPENSSL_CONF=/etc/strict.cnf`; nil: it is not set.
    let openSSLConfiguration: String?
    /// What pip and uv are set up to besides.
    let tools: ToolSettings
    /// What `cert` of pip's files gives it; nil: nothing is named.
    let pipBundle: VariableContent?

    /// Looks at everything; what is wrong with a source becomes a part of the survey.
    /// - Parameters:
    ///   - bundles: sets that others trust, such as a reference, to be tried too.
    ///   - tools: what pip's and uv's own settings say.
    ///   - identities: the variables that name client certificates, each with its index.
    package init(
        settings: TrustSettings, environment: [String: String], libcurl: LibcurlDefaults,
        now: Instant, system locations: SystemLocations = .standard,
        bundles: [TrustAlternative] = [], tools: ToolSettings = ToolSettings(),
        identities: [String: String] = [:]
    ) {
        var survey = Surveyor(
            settings: settings, environment: environment, libcurl: libcurl, now: now,
            system: locations)
        result = survey.result()
        system = survey.system()
        variables = survey.variables(identities)
        alternatives = survey.alternatives() + bundles
        localAnchors = survey.localAnchors(locations)
        upkeep = StoreUpkeep(locations)
        candidates = survey.resolution.candidates
        contents = Dictionary(
            uniqueKeysWithValues: VariableContent.Reader.allCases.map {
                ($0, survey.contents(asReadBy: $0))
            })
        foreignSystem = survey.foreignSystem(locations)
        let wishes = ["UV_SYSTEM_CERTS", "UV_NATIVE_TLS"].compactMap { environment[$0] }
        isUVToldToTakeSystem =
            wishes.first.map { wish in
                ["1", "true", "t", "yes", "y", "on"].contains(wish.lowercased())
            } ?? tools.uvTakesSystem ?? false
        openSSLConfiguration = environment["OPENSSL_CONF"].flatMap { path in
            path.isEmpty ? nil : "OPENSSL_CONF=\(path.withoutSecrets)"
        }
        self.tools = tools
        pipBundle = tools.pipBundle.map { survey.content(of: $0, asReadBy: .openssl) }
    }

    /// What each variable that is set gives a kind of program.
    func variables(asReadBy reader: VariableContent.Reader) -> [String: VariableContent] {
        contents[reader] ?? [:]
    }

    package var isSystemUsed: Bool {
        (try? result.get())?.sources.contains { $0.origin == .system } ?? false
    }

    /// The certificates of the system store whose time is over.
    package func expired(at now: Instant) -> [Certificate] {
        system.certificates.filter { $0.notAfter < now }
    }

    /// The sets that others trust or, without any, the distribution's own roots.
    var publicRoots: [Certificate] {
        let sets = alternatives.filter { $0.kind == .bundle }.flatMap(\.certificates)
        guard sets.isEmpty else { return sets }
        let local = Set(localAnchors.certificates)
        return system.certificates.filter { !local.contains($0) }
    }

    /// The certificates of the system store that this machine's owner added.
    package var localCertificates: [Certificate] {
        let local = Set(localAnchors.certificates)
        return system.certificates.filter(local.contains)
    }

    /// Whether a root is sure to be none that programs bring along: this machine's or its company's.
    ///
    /// Large sets hold public roots as a rule, and who made them is not known, but for what a
    /// distribution ships.
    func isPrivate(_ root: Certificate) -> Bool {
        if localAnchors.certificates.contains(root) { return true }
        let sets = (contents[.uv] ?? [:]).values.map(\.certificates)
        if sets.contains(where: { Self.isPublic($0) && $0.contains(root) }) { return false }
        if let shipped = localAnchors.shipped { return !shipped.contains(root) }
        return !Self.isPublic(system.certificates) || !system.certificates.contains(root)
    }

    private static func isPublic(_ certificates: [Certificate]) -> Bool { certificates.count >= 20 }
}
