import Cryptography
import Primitives

/// What the system trusts: the bundle libcurl was built for and OpenSSL's directory, together.
struct SystemStore {
    let locations: SystemLocations
    let libcurl: LibcurlDefaults
    /// `NIX_SSL_CERT_FILE`.
    let nixBundle: String?

    /// The files that may hold the store, best first.
    private var bundles: [String] {
        [libcurl.caInfo, nixBundle].compactMap(\.self).filter { !$0.isEmpty } + locations.bundles
    }

    private var directories: [String] {
        locations.directories + [libcurl.caPath].compactMap(\.self).filter { !$0.isEmpty }
    }

    /// The store as messages name it, without looking into it; nil when there is no bundle.
    var label: String? {
        let bundle = bundles.first { (try? LocalFile.status($0))?.kind == .regular }
        return bundle.map(Self.label(of:))
    }

    static func label(of bundle: String) -> String { "system store \(bundle)" }

    /// Whatever cannot be read is passed over; an empty store is the caller's to judge.
    func load(now: Instant, parser: inout CertificateParser) -> LoadedSource {
        var content = CertificateDirectory(now: now, acceptsDER: false)
        let used = bundles.first { path in
            guard let status = try? LocalFile.status(path), status.kind == .regular else {
                return false
            }
            return content.loadFile(path, status, parser: &parser)
        }
        for directory in directories {
            try? content.loadHashed(directory, parser: &parser)
        }
        var loaded = LoadedSource(.system, label: used.map(Self.label(of:)) ?? "system store")
        loaded.add(content.certificates)
        loaded.distrust(content.distrusted)
        loaded.files = content.used
        loaded.findings = content.findings.map { finding in
            var quiet = finding
            quiet.severity = .detail
            return quiet
        }
        return loaded
    }

    /// The error for a machine without any store.
    func missing() -> TrustError {
        let tried = (bundles + directories).reduce(into: [String]()) { paths, path in
            if !paths.contains(path) { paths.append(path.withoutSecrets) }
        }
        return TrustError(
            .noSystemStore, path: tried.first ?? "",
            reason: "tried \(tried.joined(separator: ", "))", hints: [remedy])
    }

    private var remedy: String {
        let mount = "mount a bundle and name it with ca-file"
        guard let release = OperatingSystemRelease(readingFrom: locations.osRelease),
            let command = release.installCommand(programDirectories: locations.programDirectories)
        else { return mount }
        return "on \(release.name), install the certificates: \(command)"
    }
}
