import Cryptography
import Primitives
import TestSupport

@testable import Trust

/// A machine of a test's own: its certificate stores, its variables, its configured files.
struct Machine {
    let lab: CertificateLab
    let files: TemporaryDirectory
    var settings = TrustSettings()
    var environment: [String: String] = [:]
    var libcurl = LibcurlDefaults()
    var now = Instant(seconds: 1_800_000_000)

    /// The system's bundle holds the third root alone.
    init() throws {
        lab = try CertificateLab.shared.get()
        files = try TemporaryDirectory()
        try files.write(lab.third, to: "etc/ssl/certs/ca-certificates.crt")
        try files.write(lab.root, to: "root.pem")
        try files.write(lab.other, to: "other.pem")
        try FileTree.makeDirectory(files["empty"])
        try files.write(lab.root, to: "dir/no-hash-here")
        try files.write("read me", to: "dir/README")
    }

    var locations: SystemLocations {
        var locations = SystemLocations(
            bundles: [files["etc/ssl/certs/ca-certificates.crt"], files["etc/ssl/cert.pem"]],
            directories: [files["etc/ssl/certs"]], osRelease: files["etc/os-release"],
            programDirectories: [files["usr/bin"]],
            anchorFolders: [
                AnchorFolder(
                    path: files["usr/local/share/ca-certificates"], rule: .crtNames,
                    command: "update-ca-certificates"),
                AnchorFolder(
                    path: files["etc/pki/ca-trust/source/anchors"], rule: .anyName,
                    command: "update-ca-trust"),
            ],
            packageDatabases: [files["var/lib/dpkg/status"], files["lib/apk/db/installed"]])
        locations.blocklists = [files["etc/pki/ca-trust/source/blocklist"]]
        locations.selectionFile = files["etc/ca-certificates.conf"]
        locations.selectionFolder = files["usr/share/ca-certificates"]
        return locations
    }

    /// Where Debian keeps certificates of one's own.
    static let localFolder = "usr/local/share/ca-certificates"

    /// Makes the system store hold these and nothing else.
    func setStore(_ pems: String...) throws {
        try files.write(pems.joined(), to: "etc/ssl/certs/ca-certificates.crt")
    }

    func makeDebian() throws {
        try files.write(
            "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", to: "etc/os-release")
        try files.write("", to: "usr/bin/apt-get")
        try files.write("", to: "usr/bin/update-ca-certificates")
    }

    func survey(bundles: [TrustAlternative] = []) -> TrustSurvey {
        TrustSurvey(
            settings: settings, environment: environment, libcurl: libcurl,
            now: now, system: locations, bundles: bundles)
    }

    func resolve() throws -> TrustAnchors {
        try TrustResolver.resolve(
            settings: settings, environment: environment, libcurl: libcurl,
            now: now, system: locations)
    }

    /// The common names that count, sorted: `Other Root`.
    func names() throws -> String { Self.names(try resolve()) }

    static func names(_ anchors: TrustAnchors) -> String {
        anchors.certificates.map { $0.subject.drop { $0 != "=" }.dropFirst().prefix { $0 != "," } }
            .sorted().joined(separator: " ")
    }

    /// A line with this machine's paths made short.
    func short(_ text: String) -> String { text.replacing(files.path, with: "") }
}
