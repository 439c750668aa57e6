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
    /// What each variable gives by itself, whoever reads it; none for one that is unusable.
    let variableCertificates: [String: [Certificate]]

    /// Looks at everything; what is wrong with a source becomes a part of the survey.
    /// - Parameters:
    ///   - bundles: sets that others trust, such as a reference, to be tried too.
    package init(
        settings: TrustSettings, environment: [String: String], libcurl: LibcurlDefaults,
        now: Instant, system locations: SystemLocations = .standard,
        bundles: [TrustAlternative] = []
    ) {
        var survey = Surveyor(
            settings: settings, environment: environment, libcurl: libcurl, now: now,
            system: locations)
        result = survey.result()
        system = survey.system()
        variables = survey.variables()
        alternatives = survey.alternatives() + bundles
        localAnchors = survey.localAnchors(locations)
        upkeep = StoreUpkeep(locations)
        candidates = survey.resolution.candidates
        variableCertificates = survey.certificates()
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
}
