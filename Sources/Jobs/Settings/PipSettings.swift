internal import Inputs
internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// The configuration files that pip would read, the last one standing above the others, and the
/// variables that stand above them.
struct PipSettings {
    private var files: [(path: String, content: PipConfiguration)] = []
    private let environment: [String: String]

    /// - Throws: `Refusal` 78 naming a file that pip refuses.
    init(_ environment: [String: String]) throws(Refusal) {
        self.environment = environment
        for path in Self.paths(environment) {
            // What cannot be opened pip passes over.
            guard let bytes = try? TextFile.bytes(path, limit: 1 << 20) else { continue }
            do {
                files.append((path, try PipConfiguration(bytes, path: path)))
            } catch {
                throw Refusal(refusedBy: "pip", error)
            }
        }
    }

    /// The index that the files set, and the file that does.
    var index: NamedSetting? { ofFiles("index-url") }

    /// What pip would ask its index with.
    var companions: IndexCompanions {
        var companions = IndexCompanions()
        // PIP_CERT counts for every index.
        companions.certificate = ofFiles("cert")
        companions.clientCertificate = setting("client-cert")
        companions.proxy = setting("proxy")
        companions.trustedHosts = [setting("trusted-host")].compactMap(\.self)
        return companions
    }

    /// What bears on whom pip trusts.
    func addTrust(to tools: inout ToolSettings, _ surroundings: Surroundings) {
        tools.pipBundle = ofFiles("cert").map {
            ToolSettings.Bundle(path: surroundings.path($0.value), name: $0.name)
        }
        tools.isPipLegacy = words("use-deprecated").contains("legacy-certs")
        tools.pip.clientCertificate = setting("client-cert").map { surroundings.path($0.value) }
        tools.pip.exceptions = words("trusted-host").compactMap { HostException(ofPip: $0) }
    }

    /// The way that pip takes to an address over TLS.
    func route(to address: WebAddress) -> ForeignRoute {
        guard let proxy = setting("proxy") else {
            return PythonProxies(environment).route(to: address)
        }
        // It reads no bundle of requests' variables then, and forecasts count these.
        let isBundleUnread = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].contains {
            environment[$0]?.isEmpty == false
        }
        return isBundleUnread
            ? .unknown : ForeignRoute(through: proxy.value, source: proxy.name).withoutSOCKS
    }

    private func words(_ key: String) -> [String] {
        setting(key)?.value.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    }

    private func setting(_ key: String) -> NamedSetting? {
        let variable = "PIP_" + key.uppercased().replacing("-", with: "_")
        if let value = environment[variable], !value.isEmpty {
            return NamedSetting(value: value, source: variable)
        }
        return ofFiles(key)
    }

    /// The command's own section stands above the other one, in whichever files they are.
    private func ofFiles(_ key: String) -> NamedSetting? {
        for section in ["install", "global"] {
            let last = files.last { $0.content.value(of: key, in: section) != nil }
            if let last, let value = last.content.value(of: key, in: section), !value.isEmpty {
                return NamedSetting(value: value, source: last.path, key: key)
            }
        }
        return nil
    }

    /// Global, the user's (unless a variable names a file that is there), the environment's own,
    /// and that file.
    private static func paths(_ environment: [String: String]) -> [String] {
        let file = environment["PIP_CONFIG_FILE"] ?? ""
        if file == "/dev/null" { return [] }
        let users = UserFolders(environment)
        var paths = users.systemConfiguration.map { $0 + "/pip/pip.conf" } + ["/etc/pip.conf"]
        if file.isEmpty || TextFile.kind(of: file) == nil {
            paths += users.home.map { $0 + "/.pip/pip.conf" }
            paths += users.configuration.map { $0 + "/pip/pip.conf" }
        }
        if let venv = environment["VIRTUAL_ENV"], !venv.isEmpty { paths.append(venv + "/pip.conf") }
        return file.isEmpty ? paths : paths + [file]
    }
}
