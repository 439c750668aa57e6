import Cryptography

/// What os-release(5) says of the distribution.
struct OperatingSystemRelease {
    private struct PackageManager {
        let distributions: Set<String>
        let program: String
        let command: String
    }

    private static let packageManagers = [
        PackageManager(
            distributions: ["debian", "ubuntu"], program: "apt-get",
            command: "apt-get install ca-certificates"),
        PackageManager(
            distributions: ["fedora", "rhel", "centos"], program: "dnf",
            command: "dnf install ca-certificates"),
        PackageManager(
            distributions: ["fedora", "rhel", "centos"], program: "microdnf",
            command: "microdnf install ca-certificates"),
        PackageManager(
            distributions: ["fedora", "rhel", "centos"], program: "yum",
            command: "yum install ca-certificates"),
        PackageManager(
            distributions: ["suse", "opensuse", "sles"], program: "zypper",
            command: "zypper install ca-certificates-mozilla"),
        PackageManager(
            distributions: ["alpine"], program: "apk", command: "apk add ca-certificates"),
        PackageManager(
            distributions: ["arch"], program: "pacman", command: "pacman -S ca-certificates"),
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
        Self.packageManagers.first { manager in
            !manager.distributions.isDisjoint(with: identifiers)
                && programDirectories.contains { directory in
                    (try? LocalFile.status("\(directory)/\(manager.program)")) != nil
                }
        }?.command
    }
}
