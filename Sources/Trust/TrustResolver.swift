package import Primitives

/// Decides which certificates count, from what the command line, job, environment and system say.
package enum TrustResolver {
    /// - Parameters:
    ///   - environment: every variable of the process; an empty one counts as unset.
    ///   - now: judges which certificates have expired.
    package static func resolve(
        settings: TrustSettings, environment: [String: String], libcurl: LibcurlDefaults,
        now: Instant, system locations: SystemLocations = .standard
    ) throws(TrustError) -> TrustAnchors {
        let system = SystemStore(
            locations: locations, libcurl: libcurl, nixBundle: environment["NIX_SSL_CERT_FILE"])
        let candidates = TrustSource.candidates(settings, environment: environment)
        let advice = PathAdvice(
            alternative: candidates.dropFirst().first?.label ?? system.label,
            condaPrefix: environment["CONDA_PREFIX"])
        var loader = SourceLoader(now: now, strictBundle: settings.strictBundle, advice: advice)

        var sources: [LoadedSource] = []
        if let winner = candidates.first { sources.append(try loader.load(winner)) }
        let notices = shadowed(by: sources.first, candidates.dropFirst(), &loader)
        if candidates.isEmpty
            || candidates.first?.origin == .environment && settings.envMode == .add
        {
            sources.append(system.load(now: now, parser: &loader.parser))
        }
        for extra in TrustSource.extras(settings, environment: environment) {
            sources.append(try loader.load(extra))
        }
        guard sources.contains(where: { !$0.certificates.isEmpty }) else { throw system.missing() }
        return TrustAnchors(sources, notices: notices)
    }

    /// One notice when sources that are set, but do not count, name other certificates.
    private static func shadowed(
        by winner: LoadedSource?, _ losers: ArraySlice<TrustSource>, _ loader: inout SourceLoader
    ) -> [String] {
        guard let winner else { return [] }
        var different: [String] = []
        for loser in losers {
            guard let loaded = try? loader.load(loser),
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
