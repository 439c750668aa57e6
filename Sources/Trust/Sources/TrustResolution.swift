import Primitives

/// The sources of one policy: each is loaded at most once, and only when somebody asks for it.
struct TrustResolution {
    /// Everything that is set and may decide, the one that decides first.
    let candidates: [TrustSource]
    /// What is added to the one that decides.
    let extras: [TrustSource]
    let store: SystemStore

    private let envMode: TrustSettings.EnvMode?
    private let conda: CondaEnvironment
    var loader: SourceLoader
    private var loaded: [TrustSource: Result<LoadedSource, TrustError>] = [:]
    private var loadedSystem: LoadedSource?

    init(
        settings: TrustSettings, environment: [String: String], libcurl: LibcurlDefaults,
        now: Instant, system locations: SystemLocations
    ) {
        store = SystemStore(
            locations: locations, libcurl: libcurl, nixBundle: environment["NIX_SSL_CERT_FILE"])
        candidates = TrustSource.candidates(settings, environment: environment)
        extras = TrustSource.extras(settings, environment: environment)
        envMode = settings.envMode
        conda = CondaEnvironment(environment)
        let advice = PathAdvice(
            alternative: candidates.dropFirst().first?.label ?? store.label,
            condaPrefix: environment["CONDA_PREFIX"], home: environment["HOME"])
        loader = SourceLoader(now: now, strictBundle: settings.strictBundle, advice: advice)
    }

    mutating func load(_ source: TrustSource) throws(TrustError) -> LoadedSource {
        if let known = loaded[source] { return try known.get() }
        let result = Result { () throws(TrustError) in try loader.load(source) }
        loaded[source] = result
        return try result.get()
    }

    mutating func system() -> LoadedSource {
        if let loadedSystem { return loadedSystem }
        let system = store.load(now: loader.now, parser: &loader.parser)
        loadedSystem = system
        return system
    }

    /// What counts in the end.
    mutating func anchors() throws(TrustError) -> TrustAnchors {
        var sources: [LoadedSource] = []
        if let winner = candidates.first { sources.append(try load(winner)) }
        let notices = shadowed(by: sources.first)
        if let pips = joinedSettings { sources.append(try load(pips)) }
        if joinsSystem { sources.append(system()) }
        for extra in extras { sources.append(try load(extra)) }
        guard sources.contains(where: { !$0.certificates.isEmpty }) else { throw store.missing() }
        let anchors = TrustAnchors(sources, notices: notices, isOfConda: isOfConda)
        guard anchors.certificates.isEmpty else { return anchors }
        let winner = sources.first?.label ?? ""
        throw TrustError(
            .noCertificates, source: winner, path: "",
            reason: "the trust settings of its own or another file reject each certificate")
    }

    /// What pip is set up to verify with, where a variable decides: both count, as with pip.
    private var joinedSettings: TrustSource? {
        guard let winner = candidates.first, winner.origin == .environment else { return nil }
        return candidates.first { $0.origin == .settings }
    }

    /// Whether the system store counts, beside what decides or alone.
    var joinsSystem: Bool {
        guard let winner = candidates.first else { return true }
        guard [.environment, .settings].contains(winner.origin) else { return false }
        return isOfConda || envMode == .add
    }

    /// Whether conda set what decides, and nobody says what is to come of that.
    private var isOfConda: Bool {
        envMode == nil
            && candidates.first.map { $0.origin == .environment && conda.owns($0) } ?? false
    }

    /// One notice when sources that are set, but do not count, name other certificates.
    private mutating func shadowed(by winner: LoadedSource?) -> [String] {
        guard let winner else { return [] }
        var different: [String] = []
        for loser in candidates.dropFirst() where loser != joinedSettings {
            guard let loaded = try? load(loser),
                Set(loaded.certificates) != Set(winner.certificates)
            else { continue }
            different.append("\(loaded.label) (\(loaded.certificates.count))")
        }
        guard !different.isEmpty else { return [] }
        return [
            "\(winner.label) (\(winner.certificates.count)) decides which certificates count; "
                + "set but not used: \(different.joined(separator: ", "))"
        ]
    }
}
