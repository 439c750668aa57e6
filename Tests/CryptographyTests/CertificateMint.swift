import Primitives
import TestSupport
import Testing

@testable import Cryptography

/// Certificates and CRLs of every kind, made with the openssl command for a day in 2030.
final class CertificateMint {
    /// A certificate with its key.
    struct Coin {
        let certificate: Certificate
        /// PEM files.
        let file: String
        let keyFile: String
        fileprivate let requestFile: String
    }

    enum Key {
        case p256
        case ed25519
        case rsa(bits: Int)
        /// That of an earlier certificate, with the same subject.
        case of(Coin)
    }

    /// When everything is valid that is not said to be otherwise.
    static let noon = Instant(seconds: 1_906_545_600)

    private let directory: TemporaryDirectory
    private var count = 0

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            """
            [ca]
            default_ca = own
            [own]
            database = database
            new_certs_dir = .
            rand_serial = yes
            unique_subject = no
            default_md = sha256
            policy = any
            [any]
            commonName = optional
            [req]
            distinguished_name = name
            string_mask = utf8only
            [name]
            """, to: "openssl.cnf")
    }

    /// - Parameters:
    ///   - issuer: nil: its own.
    ///   - extensions: as in an extension section of openssl(1); with none, it is version 1.
    ///   - days: when it is valid, counted from noon.
    func coin(
        _ subject: String, by issuer: Coin? = nil, _ extensions: [String], key: Key = .p256,
        digest: String? = "sha256", days: Range<Int> = -10..<10
    ) throws -> Coin {
        let own = try request(subject, key)
        let file = own.file + ".pem"
        let signer =
            issuer.map { ["-cert", $0.file, "-keyfile", $0.keyFile] }
            ?? ["-selfsign", "-keyfile", own.keyFile]
        let validity = [
            "-startdate", Self.time(days.lowerBound), "-enddate", Self.time(days.upperBound),
        ]
        try directory.write(Self.section(extensions), to: "extensions")
        try directory.write("", to: "database")
        try openssl(
            ["ca", "-config", "openssl.cnf", "-batch", "-notext", "-preserveDN", "-utf8"] + signer
                + validity + (extensions.isEmpty ? [] : ["-extfile", "extensions"])
                + ["-md", digest ?? "default", "-in", own.requestFile, "-out", file])
        let made = try PEM.certificates(in: directory.bytes(file)).values.first
        return Coin(
            certificate: try #require(made), file: directory[file], keyFile: own.keyFile,
            requestFile: own.requestFile)
    }

    /// Without the key identifiers that openssl-ca(1) adds where nothing is said of them.
    private static func section(_ extensions: [String]) -> String {
        let missing = ["subjectKeyIdentifier", "authorityKeyIdentifier"].filter { name in
            !extensions.contains { $0.hasPrefix(name) }
        }
        return (missing.map { "\($0)=none" } + extensions).joined(separator: "\n") + "\n"
    }

    private func request(
        _ subject: String, _ key: Key
    ) throws -> (file: String, keyFile: String, requestFile: String) {
        count += 1
        let file = "\(count)"
        if case .of(let coin) = key { return (file, coin.keyFile, coin.requestFile) }
        let kind =
            switch key {
            case .ed25519: ["ed25519"]
            case .rsa(let bits): ["rsa:\(bits)"]
            case .p256, .of: ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            }
        let (keyFile, requestFile) = (directory[file + ".key"], directory[file + ".csr"])
        try openssl(
            ["req", "-config", "openssl.cnf", "-new", "-utf8", "-nodes", "-newkey"] + kind
                + ["-keyout", keyFile, "-subj", subject, "-out", requestFile])
        return (file, keyFile, requestFile)
    }

    /// - Parameters:
    ///   - revoked: with the day on which each was, counted from noon.
    ///   - days: from thisUpdate to nextUpdate, counted from noon.
    /// - Returns: PEM.
    func revocationList(
        by issuer: Coin, revoked: [(coin: Coin, day: Int)] = [], days: Range<Int> = -1..<1
    ) throws -> [UInt8] {
        let entries = revoked.map { coin, day in
            // The columns of the database of openssl-ca(1).
            ["R", Self.shortTime(10), Self.shortTime(day), coin.certificate.details.serialNumber]
                .joined(separator: "\t") + "\tunknown\t/CN=revoked\n"
        }
        try directory.write(entries.joined(), to: "database")
        try openssl([
            "ca", "-config", "openssl.cnf", "-gencrl", "-cert", issuer.file, "-keyfile",
            issuer.keyFile, "-crl_lastupdate", Self.time(days.lowerBound), "-crl_nextupdate",
            Self.time(days.upperBound), "-out", "list.crl",
        ])
        return try directory.bytes("list.crl")
    }

    /// Runs the openssl command where the files are.
    @discardableResult
    func openssl(_ arguments: [String]) throws -> String {
        try Program("openssl", arguments, directory: directory.path).outputBlocking()
    }

    func bytes(_ file: String) throws -> [UInt8] { try FileTree.bytes(file) }

    /// A path for a file of a test.
    func path(_ name: String) -> String { directory[name] }

    /// As openssl-ca(1) has it: `YYYYMMDDHHMMSSZ`.
    private static func time(_ day: Int) -> String {
        (noon + .seconds(86_400 * day)).description.filter { $0.isNumber || $0 == "Z" }
    }

    /// With two digits for the year.
    private static func shortTime(_ day: Int) -> String { String(time(day).dropFirst(2)) }
}

extension CertificateMint {
    static let key = "subjectKeyIdentifier=hash"
    static let issuerKey = "authorityKeyIdentifier=keyid"

    func root(
        _ subject: String = "/CN=Corp Root", _ more: [String] = [], key: Key = .p256,
        digest: String = "sha256", days: Range<Int> = -10..<10
    ) throws -> Coin {
        try coin(
            subject,
            [
                "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
                Self.key,
            ]
                + more, key: key, digest: digest, days: days)
    }

    func intermediate(
        by issuer: Coin, _ subject: String = "/CN=Corp Issuing", _ more: [String] = [],
        key: Key = .p256, digest: String = "sha256", days: Range<Int> = -10..<10
    ) throws -> Coin {
        try coin(
            subject, by: issuer,
            ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"]
                + [Self.key, Self.issuerKey] + more, key: key, digest: digest, days: days)
    }

    func leaf(
        by issuer: Coin, for names: String = "DNS:index.example", _ more: [String] = [],
        key: Key = .p256, digest: String = "sha256", days: Range<Int> = -10..<10
    ) throws -> Coin {
        try coin(
            "/CN=Index", by: issuer,
            ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature"]
                + ["extendedKeyUsage=serverAuth", "subjectAltName=\(names)", Self.key]
                + [Self.issuerKey] + more, key: key, digest: digest, days: days)
    }

    /// Root, intermediate and leaf.
    func family() throws -> (root: Coin, intermediate: Coin, leaf: Coin) {
        let root = try root()
        let intermediate = try intermediate(by: root)
        return (root, intermediate, try leaf(by: intermediate))
    }
}

extension ChainVerifier {
    convenience init(_ anchors: [CertificateMint.Coin], options: Options = Options()) {
        self.init(anchors: anchors.map(\.certificate), options: options)
    }

    /// On a day counted from noon.
    func verify(
        _ sent: [CertificateMint.Coin], host: String? = "index.example", day: Int = 0
    ) -> ChainVerdict {
        verify(
            sent.map(\.certificate), host: host, at: CertificateMint.noon + .seconds(86_400 * day))
    }
}

extension ChainVerdict {
    /// The failure's code and depth: `20 at 0`; `good` when there is none.
    var short: String { failure.map { "\($0.code) at \($0.depth)" } ?? "good" }
}
