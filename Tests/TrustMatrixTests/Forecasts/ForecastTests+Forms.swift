import TestSupport
import Testing

/// Files of certificates that programs read each in their own way.
extension ForecastTests {
    struct Form: Sendable, CustomTestStringConvertible {
        let setup: String
        var untold: Set<String> = []
        /// Of the authority, a stranger, both in PEM, and the authority in DER.
        let bytes: @Sendable (_ root: String, _ other: String, _ der: [UInt8]) -> [UInt8]

        var testDescription: String { setup }

        init(
            _ setup: String, untold: Set<String> = [],
            _ text: @escaping @Sendable (_ root: String, _ other: String) -> String
        ) {
            self.init(setup, untold: untold) { root, other, _ in Array(text(root, other).utf8) }
        }

        init(
            _ setup: String, untold: Set<String> = [],
            bytes: @escaping @Sendable (String, String, [UInt8]) -> [UInt8]
        ) {
            self.setup = setup
            self.untold = untold
            self.bytes = bytes
        }
    }

    private static func block(_ content: String) -> String {
        "-----BEGIN CERTIFICATE-----\n\(content)\n-----END CERTIFICATE-----\n"
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private static let forms: [Form] = [
        Form("remarks around it") { "# Corp\n\n\($0)\nsubject=x\n\($1)" },
        Form("CR LF") { root, _ in root.replacing("\n", with: "\r\n") },
        Form("no certificate in a block between") { "\($1)\(block("Zm9v"))\($0)" },
        Form("bad base64 in a block between") { "\($1)\(block("Zm!v"))\($0)" },
        Form("an empty block between") { "\($1)\(block(""))\($0)" },
        Form("a block cut off at the end", untold: ["uv"]) {
            $0 + $1.prefix($1.count / 2) + "\n"
        },
        Form("END and BEGIN on one line") { String($0.dropLast()) + $1 },
        Form("CR alone") { root, _ in root.replacing("\n", with: "\r") },
        Form("UTF-16") { root, _, _ in
            [0xFF, 0xFE] + root.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        },
        Form("indented") { root, _ in indented(root) },
        Form("a stranger indented beside it") { indented($1) + $0 },
        Form("DER") { _, _, der in der },
        Form("DER with bytes behind it") { _, _, der in der + Array("\nnotes\n".utf8) },
        Form("UTF-8 with a byte order mark") { root, _ in "\u{FEFF}" + root },
        Form("a byte order mark before a remark") { root, _ in "\u{FEFF}# Corp\n" + root },
        Form("X509 CERTIFICATE") { root, _ in
            root.replacing("N CERTIFICATE", with: "N X509 CERTIFICATE")
                .replacing("D CERTIFICATE", with: "D X509 CERTIFICATE")
        },
    ]

    private func der(_ lab: ForecastLab, in trial: Trial) throws -> [UInt8] {
        try Program(
            "openssl",
            ["x509", "-in", lab.pem("root"), "-outform", "DER", "-out", trial.directory["der"]]
        ).outputBlocking()
        return try FileTree.bytes(trial.directory["der"])
    }

    @Test(arguments: ForecastTests.forms) func howABundleIsWritten(_ form: Form) async throws {
        try await Self.inLab { lab in
            var trial = try await Trial()
            let bytes = try form.bytes(
                lab.text("root"), lab.text("other"), der(lab, in: trial))
            try trial.directory.write(bytes, to: "bundle")
            for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"] {
                trial.environment[name] = trial.directory["bundle"]
            }
            try await hold(
                form.setup, trial, lab.url("as it should be"), Self.stranger.value,
                untold: form.untold)
        }
    }

    @Test func anAuthorityInDEROrWithTrustSettingsUnderItsHash() async throws {
        try await Self.inLab { lab in
            let store = try await PrivateStore(distribution: ["other.crt": lab.text("other")])
            var trial = try await Trial()
            trial.environment["UV_SYSTEM_CERTS"] = "1"
            let hash = try Program(
                "openssl", ["x509", "-in", lab.pem("root"), "-noout", "-hash"]
            ).outputBlocking().filter(\.isHexDigit)
            let file = "\(store.path(.certs))/\(hash).0"
            try FileTree.write(der(lab, in: trial), to: file)
            try await hold("DER", trial, lab.url("as it should be"), store)
            try Program(
                "openssl",
                ["x509", "-in", lab.pem("root"), "-addtrust", "serverAuth", "-out", file]
            ).outputBlocking()
            try await hold("trust settings", trial, lab.url("as it should be"), store)
        }
    }

    @Test func aBadBlockInTheBundleOfTheSystem() async throws {
        try await Self.inLab { lab in
            let store = try await PrivateStore(distribution: ["other.crt": lab.text("other")])
            let text = try lab.text("other") + Self.block("Zm9v") + lab.text("root")
            var trial = try await Trial()
            trial.environment["UV_SYSTEM_CERTS"] = "1"
            try FileTree.write(text, to: "\(store.path(.certs))/ca-certificates.crt")
            try await hold("bad block", trial, lab.url("as it should be"), store)
        }
    }
}
