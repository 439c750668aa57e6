/// A folder whose files a machine's owner adds to the system store.
package struct AnchorFolder: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        /// PEM in files whose names end in `.crt`, in folders below too (update-ca-certificates(8)).
        case crtNames
        /// PEM or DER under any name (update-ca-trust(8)).
        case anyName
    }

    package let path: String
    package let rule: Rule
    /// Takes the folder's files into the store.
    package let command: String

    package init(path: String, rule: Rule, command: String) {
        self.path = path
        self.rule = rule
        self.command = command
    }

    /// Debian, Ubuntu, Alpine.
    package static let debian = AnchorFolder(
        path: "/usr/local/share/ca-certificates", rule: .crtNames,
        command: "update-ca-certificates")
    /// Fedora, RHEL.
    package static let redHat = AnchorFolder(
        path: "/etc/pki/ca-trust/source/anchors", rule: .anyName, command: "update-ca-trust")
    package static let suse = AnchorFolder(
        path: "/etc/pki/trust/anchors", rule: .anyName, command: "update-ca-certificates")
    package static let arch = AnchorFolder(
        path: "/etc/ca-certificates/trust-source/anchors", rule: .anyName,
        command: "update-ca-trust")
}
