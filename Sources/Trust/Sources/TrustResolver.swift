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
        var resolution = TrustResolution(
            settings: settings, environment: environment, libcurl: libcurl, now: now,
            system: locations)
        return try resolution.anchors()
    }
}
