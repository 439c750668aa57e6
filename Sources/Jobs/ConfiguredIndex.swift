internal import Inputs
internal import Primitives
internal import Subprocess

/// The index that pip or uv on this machine is set up to use, for jobs that name no url.
///
/// Looked up the way those two do: the variables, uv.toml, pip's configuration files, and last
/// what the installed pip itself says is its default.
struct ConfiguredIndex: Sendable {
    let url: String
    /// The variable or file that named it, for messages.
    let source: String

    /// - Parameter environment: this process's variables.
    /// - Returns: nil where nothing names an index and no pip is installed.
    static func find(environment: [String: String]) async -> ConfiguredIndex? {
        for variable in ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"] {
            if let url = environment[variable], !url.isEmpty {
                // uv writes NAME=URL for a named index.
                let bare = url.firstRange(of: "=https").map { url[$0.lowerBound...].dropFirst() }
                return ConfiguredIndex(url: bare.map(String.init) ?? url, source: variable)
            }
        }
        for path in uvFiles(environment) {
            if let url = read(path).flatMap(UVConfiguration.indexURL) {
                return ConfiguredIndex(url: url, source: path)
            }
        }
        for path in pipFiles(environment) {
            if let url = read(path).flatMap(PipConfiguration.indexURL) {
                return ConfiguredIndex(url: url, source: path)
            }
        }
        return await installedPip()
    }

    private static func uvFiles(_ environment: [String: String]) -> [String] {
        if environment["UV_NO_CONFIG"].map({ !$0.isEmpty }) == true { return [] }
        if let file = environment["UV_CONFIG_FILE"], !file.isEmpty { return [file] }
        return configurationFolders(environment).map { $0 + "/uv/uv.toml" } + ["/etc/uv/uv.toml"]
    }

    /// Nearest first; pip lets a nearer file override a farther one.
    private static func pipFiles(_ environment: [String: String]) -> [String] {
        let file = environment["PIP_CONFIG_FILE"] ?? ""
        if file == "/dev/null" { return [] }
        var paths = file.isEmpty ? [] : [file]
        if let venv = environment["VIRTUAL_ENV"], !venv.isEmpty { paths.append(venv + "/pip.conf") }
        paths += configurationFolders(environment).map { $0 + "/pip/pip.conf" }
        if let home = environment["HOME"], !home.isEmpty { paths.append(home + "/.pip/pip.conf") }
        return paths + ["/etc/xdg/pip/pip.conf", "/etc/pip.conf"]
    }

    private static func configurationFolders(_ environment: [String: String]) -> [String] {
        if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return [folder] }
        guard let home = environment["HOME"], !home.isEmpty else { return [] }
        return [home + "/.config"]
    }

    private static func read(_ path: String) -> String? { try? TextFile.read(path, limit: 1 << 20) }

    /// pip's help names the default of `--index-url`, its configuration files already applied.
    private static func installedPip() async -> ConfiguredIndex? {
        for command in [["pip"], ["pip3"], ["python3", "-m", "pip"]] {
            let help = try? await run(
                .name(command[0]),
                arguments: Arguments(command.dropFirst() + ["install", "--help"]),
                environment: .inherit.updating(["COLUMNS": "1000", "NO_COLOR": "1"]),
                output: .string(limit: 1 << 20), error: .discarded)
            guard let help, help.terminationStatus.isSuccess,
                let url = defaultIndex(inHelp: help.standardOutput)
            else { continue }
            return ConfiguredIndex(url: url, source: command.joined(separator: " "))
        }
        return nil
    }

    static func defaultIndex(inHelp text: String) -> String? {
        guard let option = text.firstRange(of: "--index-url") else { return nil }
        let words = text[option.upperBound...].split(whereSeparator: \.isWhitespace)
        guard let word = words.drop(while: { !$0.hasPrefix("(default") }).dropFirst().first else {
            return nil
        }
        let url = word.prefix { $0 != ")" }
        return WebAddress(String(url)) == nil ? nil : String(url)
    }
}
