import Cryptography

/// What os-release(5) says of the distribution.
struct OperatingSystemRelease {
    private struct PackageManager {
        let distributions: Set<String>
        let program: String
        /// Brings the certificates where there are none.
        let install: String
        /// Brings newer ones.
        let upgrade: String
        let anchors: AnchorFolder
    }

    private static let packageManagers =
        [
            PackageManager(
                distributions: ["debian", "ubuntu"], program: "apt-get",
                install: "apt-get install ca-certificates",
                upgrade: "apt-get update && apt-get install --only-upgrade ca-certificates",
                anchors: .debian)
        ]
        + ["dnf", "microdnf", "yum"].map { program in
            PackageManager(
                distributions: ["fedora", "rhel", "centos"], program: program,
                install: "\(program) install ca-certificates",
                upgrade: "\(program) \(program == "dnf" ? "upgrade" : "update") ca-certificates",
                anchors: .redHat)
        } + [
            PackageManager(
                distributions: ["suse", "opensuse", "sles"], program: "zypper",
                install: "zypper install ca-certificates-mozilla",
                upgrade: "zypper update ca-certificates-mozilla", anchors: .suse),
            PackageManager(
                distributions: ["alpine"], program: "apk", install: "apk add ca-certificates",
                upgrade: "apk upgrade ca-certificates", anchors: .debian),
            PackageManager(
                distributions: ["arch"], program: "pacman", install: "pacman -S ca-certificates",
                upgrade: "pacman -Syu ca-certificates", anchors: .arch),
        ]

    /// `PRETTY_NAME`, else `ID`.
    let name: String
    /// `ID` and what it says it is like.
    private let identifiers: Set<String>

    init?(readingFrom path: String) {
        guard let bytes = try? LocalFile.read(path, limit: 1 << 16) else { return nil }
        var fields: [Substring: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            fields[line[..<equals]] = line[line.index(after: equals)...].filter {
                $0 != "\"" && $0 != "'"
            }
        }
        let id = fields["ID"] ?? "linux"
        name = fields["PRETTY_NAME"] ?? id
        let like = (fields["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
        identifiers = Set([id] + like)
    }

    /// nil without a package manager, as in images that hold one program only.
    func installCommand(programDirectories: [String]) -> String? {
        present(in: programDirectories)?.install
    }

    /// As `installCommand(programDirectories:)`.
    func upgradeCommand(programDirectories: [String]) -> String? {
        present(in: programDirectories)?.upgrade
    }

    /// Where this distribution's owner puts certificates of their own; nil for one unknown here.
    var anchorFolder: AnchorFolder? { packageManagers.first?.anchors }

    private var packageManagers: [PackageManager] {
        Self.packageManagers.filter { !$0.distributions.isDisjoint(with: identifiers) }
    }

    private func present(in programDirectories: [String]) -> PackageManager? {
        packageManagers.first { manager in
            programDirectories.contains { directory in
                (try? LocalFile.status("\(directory)/\(manager.program)")) != nil
            }
        }
    }
}
