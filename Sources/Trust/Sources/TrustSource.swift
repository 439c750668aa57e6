import Primitives

/// One of the places that may say which certificates count.
package struct TrustSource: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        case index, commandLine, ownVariable, job, environment, extra, system
        /// A settings file of pip's.
        case settings
    }

    /// What a path has to be.
    enum Expectation: Hashable, Sendable {
        case file, directory, fileOrDirectory
        /// Directories with `:` between them.
        case directoryList
    }

    /// One path, with the variable, option or key that gave it.
    struct Part: Hashable, Sendable {
        let name: String
        let path: String
        let expectation: Expectation

        /// Without what is secret in it.
        var label: String { "\(name)=\(path.withoutSecrets)" }

        init(_ name: String, _ path: String, _ expectation: Expectation) {
            self.name = name
            self.path = path
            self.expectation = expectation
        }
    }

    package let origin: Origin
    /// Stands before the label: `[tls] `.
    let scope: String
    let parts: [Part]

    /// The variables, options or keys that gave it.
    var names: [String] { parts.map(\.name) }

    /// `SSL_CERT_FILE=/etc/corp.pem`, as messages name the source.
    package var label: String {
        if origin == .extra {
            return "extra " + parts.map(\.path.withoutSecrets).joined(separator: ", ")
        }
        return scope + parts.map(\.label).joined(separator: ", ")
    }
}

extension TrustSource {
    private init?(_ origin: Origin, scope: String = "", _ parts: [(String, String?, Expectation)]) {
        self.origin = origin
        self.scope = scope
        self.parts = parts.compactMap { name, path, expectation in
            guard let path, !path.isEmpty else { return nil }
            return Part(name, path, expectation)
        }
        if self.parts.isEmpty { return nil }
    }

    /// Everything that is set, the one that decides first: scope goes before channel.
    static func candidates(
        _ settings: TrustSettings, environment: [String: String]
    ) -> [TrustSource] {
        let declared = [
            TrustSource(.job, [("proxy-ca-file", settings.proxyCAFile, .file)]),
            TrustSource(
                .index, scope: scope(ofIndex: settings),
                [
                    ("ca-file", settings.indexCAFile, .file),
                    ("ca-dir", settings.indexCADir, .directory),
                ]),
            TrustSource(.commandLine, [("--ca-file", settings.globalCAFile, .file)]),
            TrustSource(
                .ownVariable,
                [("WHEELBARROW_CA_FILE", environment["WHEELBARROW_CA_FILE"], .file)]),
            TrustSource(
                .job, scope: "[tls] ",
                [
                    ("ca-file", settings.jobCAFile, .file),
                    ("ca-dir", settings.jobCADir, .directory),
                ]),
        ]
        let variables = ecosystem(environment)
        // With pip, the variable stands above the file.
        let isOverridden = variables.first.flatMap(\.self) != nil
        let pips = TrustSource(
            .settings, scope: "\(settings.pipSettings): ",
            [("cert", isOverridden ? nil : settings.pipCAFile, .fileOrDirectory)])
        let others = settings.envMode == .ignore ? [] : variables + [pips]
        return (declared + others).compactMap(\.self)
    }

    /// The variables of pip, requests, curl and OpenSSL, in this order.
    static func ecosystem(_ environment: [String: String]) -> [TrustSource?] {
        let single = ["PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].map { name in
            TrustSource(.environment, [(name, environment[name], .fileOrDirectory)])
        }
        let openssl = TrustSource(
            .environment,
            [
                ("SSL_CERT_FILE", environment["SSL_CERT_FILE"], .file),
                ("SSL_CERT_DIR", environment["SSL_CERT_DIR"], .directoryList),
            ])
        return single + [openssl]
    }

    /// What is added to the source that decides.
    static func extras(
        _ settings: TrustSettings, environment: [String: String]
    ) -> [TrustSource] {
        let index = settings.indexExtraCAFiles.map { path in
            TrustSource(
                .extra, scope: scope(ofIndex: settings), [("extra-ca-file", path, .file)])
        }
        let job = settings.extraCAFiles.map { path in
            TrustSource(.extra, scope: "[tls] ", [("extra-ca-file", path, .file)])
        }
        let name = "WHEELBARROW_EXTRA_CA_CERTS"
        let variable = TrustSource(.extra, [(name, environment[name], .file)])
        return (index + job + [variable]).compactMap(\.self)
    }

    private static func scope(ofIndex settings: TrustSettings) -> String {
        settings.indexName.map { "index \"\($0)\" " } ?? "index "
    }
}
