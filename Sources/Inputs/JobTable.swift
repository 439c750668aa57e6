/// The tables of a job file and the keys that each may hold.
enum JobTable: CaseIterable {
    case top, index, select, target, tls, download, publish, report

    /// The table's key.
    var name: String { "\(self)" }

    /// As a person writes the table's header.
    var title: String {
        switch self {
        case .top: "a job file"
        case .index: "[[index]]"
        case .select: "[select]"
        case .target: "[[target]]"
        case .tls: "[tls]"
        case .download: "[download]"
        case .publish: "[publish]"
        case .report: "[report]"
        }
    }

    /// Every key that is documented, built or not.
    var keys: [String] {
        switch self {
        case .top:
            ["mirror", "name", "index", "select", "target", "tls", "download", "publish", "report"]
        case .index:
            [
                "name", "url", "format", "projects", "allow-unhashed", "username",
                "password-file", "token-file", "ca-file", "ca-dir", "extra-ca-file", "trust",
                "pinned-public-key", "client-cert", "client-key", "client-key-password-file",
                "crl-file", "ocsp-stapling", "min-tls", "proxy", "proxy-ca-file",
                "proxy-client-cert", "proxy-client-key", "proxy-insecure", "file-hosts",
                "page-hosts", "insecure", "full-check",
            ]
        case .select:
            [
                "requirements", "projects", "requirement-files", "lock-files", "dependencies",
                "versions", "sdists", "prereleases", "yanked", "removed", "wheels", "minimum-age",
                "minimum-age-except", "as-of", "exclude", "max-file-size",
            ]
        case .target: ["name", "python", "platform", "implementation", "tags"]
        case .tls:
            [
                "ca-file", "ca-dir", "extra-ca-file", "env-mode", "strict-bundle", "min-tls",
                "audit", "audit-reference", "proxy-ca-file",
            ]
        case .download:
            [
                "connections", "per-host", "bandwidth", "retries", "stall-timeout",
                "connect-timeout",
            ]
        case .publish:
            [
                "keep-generations", "grace", "shrink-limit", "min-free", "prove-installable",
                "base-url",
            ]
        case .report:
            [
                "metrics-file", "ping-url", "alert-after", "overrun-after", "on-failure",
                "on-change", "page",
            ]
        }
    }

    /// Keys that are documented and not built yet, whatever their value.
    var unbuiltKeys: [String] {
        switch self {
        case .publish: ["base-url"]
        case .report: ["metrics-file", "ping-url", "on-failure", "on-change", "page"]
        case .index: ["full-check"]
        case .select: ["minimum-age-except"]
        case .top, .target, .tls, .download: []
        }
    }
}
