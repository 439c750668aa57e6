/// A uv.toml: what it says of indexes.
///
/// Source: uv's settings reference (`index`, `index-url`, `extra-index-url`, `no-index` and the same
/// below `pip`), and what uv 0.13 does with files that it cannot use.
package struct UVConfiguration: Sendable {
    /// One `[[index]]`.
    package struct Index: Hashable, Sendable {
        package let name: String?
        package let url: String
        package let isDefault: Bool
        /// Asked for those packages alone that are bound to it.
        package let isExplicit: Bool
    }

    package let indexes: [Index]
    /// `[pip] index-url`, else the one at the top.
    package let indexURL: String?
    /// Asked before the default index.
    package let extraURLs: [String]
    package let isOffline: Bool
    /// Hosts whose certificates uv would not look at.
    package let insecureHosts: [String]
    /// `system-certs`, and its older name `native-tls`.
    package let trustsSystem: (current: Bool?, older: Bool?)
    /// For http and for https addresses.
    package let proxies: (plain: String?, secure: String?)
    /// Hosts that are asked without a proxy.
    package let proxyExceptions: [String]

    /// - Parameter path: the file's name as messages show it.
    /// - Throws: what uv refuses the file for.
    package init(_ bytes: [UInt8], path: String) throws(InvalidInput) {
        let document = try TOMLDocument(bytes, path: path)
        let log = ProblemLog(file: path, lines: document.lines)
        let top = LockTable(
            members: document.root, path: TOMLPath(), log: log, title: "uv.toml")
        Self.check(top, UVKeys.top)
        let pip = top.has("pip") ? top.table("pip") : nil
        if let pip { Self.check(pip, UVKeys.pip) }
        UVValues.check(top: top)
        if let pip { UVValues.check(pip: pip) }
        indexes = top.tables("index").compactMap(Self.index)
        indexURL = pip?.string("index-url") ?? top.string("index-url")
        extraURLs = (pip?.strings("extra-index-url") ?? []) + top.strings("extra-index-url")
        isOffline = pip?.boolean("no-index") ?? top.boolean("no-index") ?? false
        insecureHosts = top.strings("allow-insecure-host")
        // What such an entry says is not told: most have a login in them.
        if !insecureHosts.allSatisfy(Self.isInsecureHost) {
            top.note(
                "allow-insecure-host",
                "uv refuses an entry of allow-insecure-host whose port is no number",
                suggestion: "write it as \"index.example\" or \"index.example:8443\"")
        }
        trustsSystem = (top.boolean("system-certs"), top.boolean("native-tls"))
        proxies = (top.string("http-proxy"), top.string("https-proxy"))
        proxyExceptions = top.strings("no-proxy")
        if let invalid = InvalidInput(found: log.problems) { throw invalid }
    }

    /// Whether uv takes an entry of `allow-insecure-host`: `*`, or `[scheme://]host[:port]`.
    package static func isInsecureHost(_ entry: String) -> Bool {
        let scheme = ["https://", "http://"].first(where: entry.hasPrefix)
        let rest = entry.dropFirst(scheme?.count ?? 0)
        guard let colon = rest.firstIndex(of: ":") else { return true }
        return UInt16(rest[rest.index(after: colon)...]) != nil
    }

    private static func index(_ table: LockTable) -> Index? {
        guard let url = table.required("url") else { return nil }
        return Index(
            name: table.string("name"), url: url, isDefault: table.boolean("default") ?? false,
            isExplicit: table.boolean("explicit") ?? false)
    }

    private static func check(_ table: LockTable, _ known: Set<String>) {
        for key in table.members.keys.sorted() where !known.contains(key) {
            let nearest = Spelling.nearest(to: key, among: known.sorted())
            table.log.note(
                table.path.key(key), "uv knows no key \"\(key)\" here",
                suggestion: nearest.map { "did you mean \"\($0)\"?" })
        }
    }
}

/// The keys of a uv.toml as uv 0.13 lists them when it meets another one; those that belong into a
/// pyproject.toml alone are refused there too.
private enum UVKeys {
    static let top = words(
        """
        required-version system-certs native-tls offline no-cache cache-dir preview preview-features
        python-preference python-downloads concurrent-downloads concurrent-builds
        concurrent-installs index index-url extra-index-url no-index find-links index-strategy
        keyring-provider http-proxy https-proxy no-proxy allow-insecure-host resolution prerelease
        prerelease-package fork-strategy dependency-metadata config-settings config-settings-package
        no-build-isolation require-build-hashes no-build-isolation-package extra-build-dependencies
        extra-build-variables exclude-newer exclude-newer-package link-mode compile-bytecode
        no-sources no-sources-package upgrade upgrade-package reinstall reinstall-package no-build
        no-build-package no-binary no-binary-package torch-backend python-install-mirror
        pypy-install-mirror graalpy-install-mirror pyodide-install-mirror python-downloads-json-url
        publish-url trusted-publishing check-url add-bounds audit pip cache-keys
        override-dependencies exclude-dependencies constraint-dependencies
        build-constraint-dependencies
        """)
    static let pip = words(
        """
        python system break-system-packages target prefix index-url extra-index-url no-index
        find-links index-strategy keyring-provider no-build no-binary only-binary no-build-isolation
        require-build-hashes no-build-isolation-package extra-build-dependencies
        extra-build-variables strict extra all-extras no-extra no-deps group
        allow-empty-requirements resolution prerelease fork-strategy dependency-metadata output-file
        no-strip-extras no-strip-markers no-annotate no-header custom-compile-command
        generate-hashes config-settings config-settings-package python-version python-platform
        universal exclude-newer exclude-newer-package no-emit-package emit-index-url emit-find-links
        emit-build-options emit-marker-expression emit-index-annotation annotation-style link-mode
        compile-bytecode require-hashes verify-hashes no-sources no-sources-package upgrade
        upgrade-package reinstall reinstall-package torch-backend
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
