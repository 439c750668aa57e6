internal import Inputs
internal import Reporting

/// The configuration files that pip would read, the last one standing above the others.
struct PipSettings {
    /// The index that they set, and the file that does.
    private(set) var index: (url: String, path: String)?

    /// - Throws: `Refusal` 78 naming a file that pip refuses.
    init(_ environment: [String: String]) throws(Refusal) {
        var merged = PipConfiguration()
        for path in Self.paths(environment) {
            // What cannot be opened pip passes over.
            guard let bytes = try? TextFile.bytes(path, limit: 1 << 20) else { continue }
            do {
                merged = merged.overridden(by: try PipConfiguration(bytes, path: path))
            } catch {
                throw Refusal(refusedBy: "pip", error)
            }
            guard let url = merged.indexURL else {
                index = nil
                continue
            }
            if index?.url != url { index = (url, path) }
        }
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
