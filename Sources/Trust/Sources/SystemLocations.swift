import Cryptography

/// Where systems keep their certificates, and which package brings them.
package struct SystemLocations: Hashable, Sendable {
    /// Bundles of the distributions; the first that holds a certificate counts.
    package var bundles: [String]
    package var directories: [String]
    /// OpenSSL's own, which distributions leave out as a rule.
    package var certificateFile = ""
    package var osRelease: String
    /// Where package managers' programs stand.
    package var programDirectories: [String]
    /// Where certificates of this machine's own are put.
    package var anchorFolders: [AnchorFolder]
    /// Where certificates are put that must not count.
    package var blocklists: [String] = []
    /// Debian's list of the roots that are chosen or, after a `!`, not.
    package var selectionFile = ""
    /// What the names in that list are relative to.
    package var selectionFolder = ""
    /// Texts that say which package version brought the store: dpkg's and apk's.
    package var packageDatabases: [String]

    package init(
        bundles: [String], directories: [String], osRelease: String, programDirectories: [String],
        anchorFolders: [AnchorFolder] = [], packageDatabases: [String] = []
    ) {
        self.bundles = bundles
        self.directories = directories
        self.osRelease = osRelease
        self.programDirectories = programDirectories
        self.anchorFolders = anchorFolders
        self.packageDatabases = packageDatabases
    }

    /// This machine's.
    package static var standard: SystemLocations {
        var locations = SystemLocations(
            bundles: [
                "/etc/ssl/certs/ca-certificates.crt",  // Debian, Alpine, Arch, NixOS
                "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, RHEL
                "/etc/pki/tls/certs/ca-bundle.crt",  // older RHEL
                "/etc/pki/tls/cert.pem",
                "/var/lib/ca-certificates/ca-bundle.pem",  // SUSE
                "/etc/ssl/ca-bundle.pem",
                "/etc/ssl/cert.pem",  // Alpine
                OpenSSLDefaults.certificateFile,
            ],
            directories: [OpenSSLDefaults.certificateDirectory],
            osRelease: "/etc/os-release",
            programDirectories: ["/usr/bin", "/bin", "/sbin", "/usr/sbin"],
            anchorFolders: [.debian, .redHat, .suse, .arch],
            packageDatabases: ["/var/lib/dpkg/status", "/lib/apk/db/installed"])
        locations.certificateFile = OpenSSLDefaults.certificateFile
        locations.blocklists = ["/etc/pki/ca-trust/source/blocklist", "/etc/pki/trust/blocklist"]
        locations.selectionFile = "/etc/ca-certificates.conf"
        locations.selectionFolder = "/usr/share/ca-certificates"
        return locations
    }
}
