import Cryptography

/// The conda environment that is active, if one is. It sets variables to files of its own, which is
/// no choice of a person's.
struct CondaEnvironment {
    /// Absolute.
    private let prefixes: [String]
    /// `/envs/NAME/`: where it is by its name alone.
    private var folder: String?

    init(_ environment: [String: String]) {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        var prefixes = [value("CONDA_PREFIX")]
        if let name = value("CONDA_DEFAULT_ENV") {
            if name.hasPrefix("/") {
                prefixes.append(name)
            } else {
                folder = "/envs/\(name)/"
                let program = value("CONDA_EXE").map { $0.split(separator: "/").dropLast(2) }
                let roots = [
                    value("CONDA_ROOT"), value("MAMBA_ROOT_PREFIX"),
                    program.map { "/" + $0.joined(separator: "/") },
                ]
                prefixes += roots.map { root in
                    root.map { name == "base" ? $0 : "\($0)/envs/\(name)" }
                }
            }
        }
        self.prefixes = prefixes.compactMap(\.self).filter { $0.hasPrefix("/") && $0 != "/" }
    }

    /// Whether each path of a source lies in the environment.
    func owns(_ source: TrustSource) -> Bool {
        source.parts.allSatisfy { part in
            ["SSL_CERT_FILE", "SSL_CERT_DIR"].contains(part.name)
                && part.path.split(separator: ":").allSatisfy { owns(String($0)) }
        }
    }

    private func owns(_ path: String) -> Bool {
        let isStraight = !path.split(separator: "/").contains("..")
        if let folder, isStraight, path.contains(folder) { return true }
        let place = Self.real(path)
        return prefixes.contains { prefix in
            // One that is gone owns nothing.
            guard let real = Self.real(prefix), real != "/" else { return false }
            return isStraight && Self.lies(path, in: prefix)
                || place.map { Self.lies($0, in: real) } ?? false
        }
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }

    /// nil where nothing is.
    private static func real(_ path: String) -> String? { try? LocalFile.realPath(path) }
}
