import Cryptography
import Primitives
import TestSupport

@testable import Trust

/// Certificates of every kind that bundles hold, made once by the openssl command.
final class CertificateLab: Sendable {
    static let shared = Result { try CertificateLab() }

    /// Self-signed, valid for ten years, PEM.
    let root: String
    let other: String
    let third: String
    /// Valid for a day.
    let expired: String
    let intermediate: String
    /// Of `root`.
    let key: String

    private init() throws {
        let directory = try TemporaryDirectory()
        func selfSigned(_ name: String, days: String = "3650") throws -> String {
            try Program(
                "openssl",
                ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                    + ["-subj", "/O=Lab/CN=\(name)", "-days", days, "-keyout", "\(name).key"]
                    + ["-out", "\(name).pem"],
                directory: directory.path
            ).outputBlocking()
            return try directory.text("\(name).pem")
        }
        root = try selfSigned("Root")
        other = try selfSigned("Other")
        third = try selfSigned("Third")
        expired = try selfSigned("Expired", days: "1")
        let authority = try PrivateCA()
        intermediate = try withExtendedLifetime(authority) {
            try FileTree.text(authority.intermediateFile)
        }
        key = try directory.text("Root.key")
    }

    /// Runs openssl on a copy of the root, `in.pem`.
    /// - Returns: what it wrote to `out`.
    func converted(_ arguments: [String]) throws -> [UInt8] {
        let work = try TemporaryDirectory()
        try work.write(root, to: "in.pem")
        try work.write(key, to: "in.key")
        try Program("openssl", arguments + ["-out", "out"], directory: work.path).outputBlocking()
        return try work.bytes("out")
    }

    func text(_ arguments: String...) throws -> String {
        String(decoding: try converted(arguments), as: UTF8.self)
    }

    static func certificates(_ pem: String) -> [Certificate] {
        var parser = CertificateParser()
        var reader = BundleReader(path: "lab", mode: 0o600, now: Instant(seconds: 0))
        reader.read(Array(pem.utf8), parser: &parser)
        return reader.certificates
    }
}
