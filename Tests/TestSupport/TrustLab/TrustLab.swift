import Cryptography
import FoundationEssentials
import Primitives

/// Certificates with one flaw each, and a server with a host for each of them.
///
/// Made once per test process with the openssl command, which takes about a second. The hosts are
/// names below localhost, which resolvers lead to this machine by themselves (RFC 6761 6.3).
package final class TrustLab: Sendable {
    private static let made = Once { try await onThread { try TrustLab() } }

    /// The one of this process.
    package static var shared: TrustLab { get async throws { try await made.value } }

    private let directory: TemporaryDirectory
    private let nginx: Nginx

    /// A configuration of OpenSSL that lets everything pass: old TLS, short keys, SHA-1.
    package let laxConfiguration: String

    /// What every host serves below `/simple/`.
    package let tree: IndexTree

    private init() throws {
        let directory = try TemporaryDirectory()
        self.directory = directory
        let maker = try CertificateMaker(directory)
        for wish in Self.authorities + Self.clients { try maker.make(wish) }
        for site in Self.sites { try maker.make(site.certificate) }
        try RevocationListMaker(maker).makeAll()
        laxConfiguration = try directory.write(
            """
            openssl_conf = init
            [init]
            ssl_conf = ssl
            [ssl]
            system_default = lax
            [lax]
            CipherString = ALL:@SECLEVEL=0
            MinProtocol = TLSv1

            """, to: "lax.cnf")
        tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        try tree.write(to: directory["tree"])
        for site in Self.sites {
            let chain = try ([site.certificate.name] + site.sent).map {
                try directory.text("\($0).pem")
            }
            try directory.write(chain.joined(), to: "\(site.certificate.name).chain.pem")
        }
        nginx = try Nginx(
            listeningOn: LabSite.Door.allCases.map { _ in 0 },
            environment: ["OPENSSL_CONF": laxConfiguration]
        ) { ports in
            Self.sites.map { Self.server($0, ports, directory) }.joined(separator: "\n")
        }
    }

    private static func server(
        _ site: LabSite, _ ports: [UInt16], _ directory: TemporaryDirectory
    ) -> String {
        let stem = directory[site.certificate.name]
        let directives = site.directives.replacing("$DIRECTORY", with: directory.path)
            .replacing("$PORT", with: "\(ports[LabSite.Door.main.rawValue])")
        return """
            server {
              listen 127.0.0.1:\(ports[site.door.rawValue]) ssl\(site.isDefault ? " default_server" : "");
              server_name \(site.host);
              ssl_certificate \(stem).chain.pem; ssl_certificate_key \(stem).key;
              ssl_protocols \(site.door.protocols); ssl_ciphers ALL:@SECLEVEL=0;
              \(directives)
              location / { root \(directory["tree"]); index $page; }
            }
            """
    }

    // MARK: Files

    /// The path of a certificate, PEM, by its stem.
    package func pem(_ name: String) -> String { directory["\(name).pem"] }

    /// The path of a certificate's key.
    package func key(_ name: String) -> String { directory["\(name).key"] }

    /// The path of a server's certificate with what is sent after it, and of its key.
    package func leaf(_ name: String) -> PrivateCA.Leaf {
        PrivateCA.Leaf(chainFile: directory["\(name).chain.pem"], keyFile: key(name))
    }

    /// Another file of the lab by its whole name, such as a revocation list.
    package func file(_ name: String) -> String { directory[name] }

    /// The text of some certificates, one after the other.
    package func text(_ names: String...) throws -> String {
        try names.map { try directory.text("\($0).pem") }.joined()
    }

    package func der(_ name: String) throws -> [UInt8] {
        let lines = try directory.text("\(name).pem").split(separator: "\n")
            .filter { !$0.hasPrefix("-----") }
        guard let der = Data(base64Encoded: lines.joined()) else {
            throw DiskError(operation: "decode", path: pem(name))
        }
        return Array(der)
    }

    /// A certificate's public key as libcurl pins it.
    package func pin(_ name: String) throws -> String {
        let digest = try Certificate(der: der(name)).publicKeyDigest
        return "sha256//\(Data(digest.bytes).base64EncodedString())"
    }

    /// SHA-256 of the DER, as CCADB writes it.
    package func fingerprint(_ name: String) throws -> String {
        try Certificate(der: der(name)).fingerprint.hex.uppercased()
    }

    /// Runs openssl in the lab's directory.
    @discardableResult
    package func openssl(_ arguments: String...) throws -> String {
        try Program("openssl", arguments, directory: directory.path).outputBlocking()
    }

    // MARK: Servers

    package func port(_ door: LabSite.Door = .main) -> UInt16 { nginx.ports[door.rawValue] }

    /// `host:port` of a site, by the stem of its certificate.
    package func host(_ name: String) -> String {
        let site = Self.sites.first { $0.certificate.name == name }
        return "\(site?.host ?? "\(name).localhost"):\(port(site?.door ?? .main))"
    }

    /// The address of a site's index.
    package func url(_ name: String) -> String { "https://\(host(name))/simple/" }

    /// What a site was asked, as in `Nginx.accessLog`.
    package func requests(to name: String) -> [String] {
        let host = host(name).prefix { $0 != ":" }
        return nginx.accessLog.filter { $0.contains(" \(host) ") }
    }
}
