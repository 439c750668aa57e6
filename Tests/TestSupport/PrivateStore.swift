import Glibc

/// A system certificate store of its own, in Debian's shape, that programs see instead of the
/// machine's: their mount namespace has its directories in place of the system's.
package final class PrivateStore: Sendable {
    /// The parts of a store, each with where the system has it.
    package enum Part: String, CaseIterable, Sendable {
        case certs = "/etc/ssl/certs"
        /// Certificates that the distribution ships.
        case distribution = "/usr/share/ca-certificates"
        /// Certificates that the machine's owner adds.
        case local = "/usr/local/share/ca-certificates"
        case hooks = "/etc/ca-certificates/update.d"

        fileprivate var folder: String { "\(self)" }
    }

    private static let configuration = "/etc/ca-certificates.conf"
    private let directory: TemporaryDirectory

    /// - Parameters:
    ///   - distribution: certificates in PEM by file name, such as `corp.crt`.
    ///   - local: files for the local folder, by their path in it.
    ///   - hosts: names that lead to this machine, beside localhost; none: as the system has it.
    package init(
        distribution: [String: String] = [:], local: [String: [UInt8]] = [:],
        hosts: [String] = []
    ) async throws {
        directory = try TemporaryDirectory()
        for part in Part.allCases { try FileTree.makeDirectory(path(part)) }
        for (name, text) in distribution {
            try FileTree.write(text, to: "\(path(.distribution))/\(name)")
        }
        for (name, bytes) in local { try FileTree.write(bytes, to: "\(path(.local))/\(name)") }
        let names = distribution.keys.sorted().map { "\($0)\n" }.joined()
        try directory.write(names, to: "conf")
        if !hosts.isEmpty {
            try directory.write(
                "127.0.0.1 localhost \(hosts.joined(separator: " "))\n", to: "hosts")
        }
        try await update()
    }

    /// Where a part really is.
    package func path(_ part: Part) -> String { directory[part.folder] }

    /// Runs the distribution's update-ca-certificates(8) on it.
    package func update() async throws {
        let outcome = try await entered(by: Program("update-ca-certificates")).run()
        guard outcome.succeeded else {
            throw ProgramError(path: "update-ca-certificates", reason: outcome.errors)
        }
    }

    /// The same program, with this store as its system's.
    package func entered(by program: Program) -> Program {
        var inside = program
        inside.path = "unshare"
        inside.arguments = Self.unsharing + ["sh", "-ec", Self.script, directory.path]
        inside.arguments += [program.path] + program.arguments
        return inside
    }

    /// Why this machine has no such stores; nil where it has.
    package static var obstacle: String? {
        get async throws { try await knownObstacle.value }
    }

    private static let knownObstacle = Once<String?> {
        do {
            _ = try await PrivateStore()
            return nil
        } catch { return "no private mount namespace here: \(error)" }
    }

    /// Somebody else than root may do so within a user namespace.
    private static let unsharing = getuid() == 0 ? ["-m"] : ["-r", "-m"]

    private static let script =
        Part.allCases.map { "mount --bind \"$0/\($0.folder)\" \($0.rawValue)\n" }.joined()
        + "mount --bind \"$0/conf\" \(configuration)\n"
        + "[ ! -e \"$0/hosts\" ] || mount --bind \"$0/hosts\" /etc/hosts\nexec \"$@\"\n"
}
