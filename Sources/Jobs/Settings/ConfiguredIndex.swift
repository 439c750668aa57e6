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
    /// What comes along with it.
    var companions = IndexCompanions()

    /// - Parameter environment: this process's variables.
    /// - Returns: nil where nothing names an index and no pip is installed.
    /// - Throws: `Refusal` 78 for settings that their tool refuses itself, or that let it ask
    ///   another index first: neither is a reason to take yet another one.
    static func find(environment: [String: String]) async throws(Refusal) -> ConfiguredIndex? {
        let variables = IndexVariables(environment)
        if let uvs = variables.uv {
            let settings = try UVSettings(environment)
            try settings.requireFirst(uvs.url, name: uvs.name, environment)
            return ConfiguredIndex(uvs.url, uvs.variable, settings, environment)
        }
        if let pips = variables.pip {
            let settings = try PipSettings(environment)
            return ConfiguredIndex(
                url: pips.url, source: pips.variable, companions: settings.companions)
        }
        let settings = try UVSettings(environment)
        let found = settings.defaultIndex
        try settings.requireFirst(found?.url, name: found?.name, environment)
        if let found { return ConfiguredIndex(found.url, found.path, settings, environment) }
        let pips = try PipSettings(environment)
        if let found = pips.index {
            return ConfiguredIndex(
                url: found.value, source: found.source, companions: pips.companions)
        }
        var installed = await installedPip()
        installed?.companions = pips.companions
        return installed
    }

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

extension ConfiguredIndex {
    private init(
        _ url: String, _ source: String, _ settings: UVSettings, _ environment: [String: String]
    ) {
        self.init(
            url: url, source: source,
            companions: settings.companions(environment, at: WebAddress.typed(url)))
    }
}
