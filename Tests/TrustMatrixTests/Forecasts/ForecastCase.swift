import Testing

/// A server whose certificate OpenSSL accepts, though others may not.
struct ForecastCase: Sendable, CustomTestStringConvertible {
    let setup: String
    let certificate: OddCertificate
    /// Stems of what is sent after it, in this order.
    var sent: [String] = []
    /// The stem of what is trusted.
    var anchor = "root"
    var host = "localhost"
    /// Of whom nothing is foretold, for nothing is known.
    var untold: Set<String> = []

    init(
        _ setup: String, _ certificate: OddCertificate, sending sent: [String] = [],
        anchor: String? = nil, host: String = "localhost", untold: Set<String> = []
    ) {
        self.setup = setup
        self.certificate = certificate
        self.sent = sent
        self.anchor =
            anchor ?? (sent.isEmpty ? certificate.issuer ?? certificate.name : "root")
        self.host = host
        self.untold = untold
    }

    var testDescription: String { setup }

    static let all = sound + names + keys + extensions + authorities + ends

    private static let sound: [ForecastCase] = [
        ForecastCase("as it should be", .server("good")),
        ForecastCase("below an intermediate", .server("below", by: "int"), sending: ["int"]),
    ]

    private static let names: [ForecastCase] = [
        ForecastCase("name in CN only", .server("cn", "").named("/CN=localhost")),
        ForecastCase(
            "address in CN only", .server("cnip", "").named("/CN=127.0.0.1"), host: "127.0.0.1"),
        ForecastCase("address", .server("ip", "IP:127.0.0.1"), host: "127.0.0.1"),
        ForecastCase("mail alone", .server("mail", "email:a@b.example").named("/CN=localhost")),
        ForecastCase("URI alone", .server("uri", "URI:https://x/").named("/CN=localhost")),
        ForecastCase(
            "empty subject", .server("empty", "critical,DNS:localhost").named("/")),
        ForecastCase("capitals", .server("capitals", "DNS:LOCALHOST")),
        ForecastCase(
            "underscore", .server("underscore", "DNS:my_host.corp.example"),
            host: "my_host.corp.example"),
        ForecastCase(
            "wildcard", .server("wildcard", "DNS:*.corp.example"), host: "any.corp.example"),
        ForecastCase(
            "wildcard in CN", .server("wildcn", "").named("/CN=*.corp.example"),
            host: "any.corp.example"),
        ForecastCase(
            "wildcard and underscore", .server("wildunder", "DNS:*.corp.example"),
            host: "my_host.corp.example", untold: ["pip", "requests", "uv"]),
        ForecastCase(
            "final dot", .server("dot", "DNS:localhost."), untold: ["pip", "requests", "uv"]),
        ForecastCase("a bad name beside", .server("badname", "DNS:a b,DNS:localhost")),
    ]

    private static let keys: [ForecastCase] =
        [
            ("P-384", OddCertificate.curve("P-384")), ("P-521", OddCertificate.curve("P-521")),
            ("RSA", OddCertificate.rsa()), ("RSA-PSS", OddCertificate.rsa("rsa-pss")),
            ("Ed25519", ["-newkey", "ed25519"]), ("Ed448", ["-newkey", "ed448"]),
        ].map { name, words in
            ForecastCase("\(name) key", .server("key-\(name)") { $0.key = words })
        }
        + ["sha224", "sha384", "sha512"].map { digest in
            ForecastCase("signed with \(digest)", .server(digest) { $0.digest = digest })
        }
        + [
            ("P-521", "p521", Optional("sha512")), ("RSA", "rsaroot", "sha256"),
            ("Ed25519", "ed25519", nil), ("Ed448", "ed448", nil),
            ("secp256k1", "k1", "sha256"),
        ].map { name, root, digest in
            ForecastCase(
                "signed by \(name)",
                .server("by-\(root)", by: root) { $0.digest = digest })
        } + [
            ForecastCase(
                "RSA-PSS signature",
                .server("pss", by: "rsaroot") {
                    $0.options = ["-sigopt", "rsa_padding_mode:pss"]
                }, untold: ["uv"])
        ]

    private static let extensions: [ForecastCase] = [
        ForecastCase("begins in 1960", .server("old") { $0.start = "1960-01-01" }),
        ForecastCase(
            "no AKI", .server("noaki").without("authorityKey").adding("authorityKeyIdentifier=none")
        ),
        ForecastCase(
            "no SKI", .server("noski").without("subjectKey").adding("subjectKeyIdentifier=none")),
        ForecastCase("no keyUsage", .server("noku").without("keyUsage")),
        ForecastCase("no extendedKeyUsage", .server("noeku").without("extended")),
        ForecastCase(
            "server gated crypto",
            .server("sgc").without("extended").adding("extendedKeyUsage=nsSGC")),
        ForecastCase(
            "critical policies",
            .server("policies", "DNS:localhost", "certificatePolicies=critical,1.2.3.4")),
        ForecastCase(
            "a CA by basicConstraints alone",
            .server("ca").without("basic").adding("basicConstraints=critical,CA:TRUE")),
        ForecastCase(
            "version 1", OddCertificate("v1", "/CN=localhost", by: "root", [])),
        ForecastCase(
            "negative serial number", .server("negative") { $0.options = ["-set_serial", "-5"] }),
        ForecastCase("serial number 0", .server("zero") { $0.options = ["-set_serial", "0"] }),
        ForecastCase(
            "21 bytes of serial number",
            .server("long") {
                $0.options = ["-set_serial", "0x" + String(repeating: "7f", count: 21)]
            }),
        ForecastCase(
            "two subjectAltNames",
            .server("twice", "DNS:localhost", "2.5.29.17=DER:300b82096c6f63616c686f7374")),
    ]

    /// Those that everything below or beside needs, issuers first.
    static let issuers: [OddCertificate] = [
        .authority("root"), .authority("int", by: "root"), .authority("other"),
        .authority("p521") { $0.key = OddCertificate.curve("P-521") },
        .authority("rsaroot") { $0.key = OddCertificate.rsa() },
        .authority("ed25519") { ($0.key, $0.digest) = (["-newkey", "ed25519"], nil) },
        .authority("ed448") { ($0.key, $0.digest) = (["-newkey", "ed448"], nil) },
        .authority("k1") { $0.key = OddCertificate.curve("secp256k1") },
        OddCertificate("v1root", "/CN=Version 1 Root", []),
        .authority("mildroot").without("basic").adding("basicConstraints=CA:TRUE"),
        .authority("nokuroot").without("keyUsage"),
        .authority("policyroot", "certificatePolicies=critical,2.5.29.32.0"),
        .authority("ncroot", "nameConstraints=critical,permitted;DNS:localhost"),
        .authority("old1960") { $0.start = "1960-01-01" },
        .authority("policyint", by: "root", "certificatePolicies=critical,2.5.29.32.0"),
        .authority("inhibitint", by: "root", "inhibitAnyPolicy=critical,0"),
        .authority("ncint", by: "root", "nameConstraints=critical,permitted;DNS:localhost"),
        .authority("ncmail", by: "root", "nameConstraints=critical,permitted;email:b.example"),
        .authority("ncdir", by: "root", "nameConstraints=critical,permitted;dirName:named"),
        .authority("mildint", by: "root").without("basic").adding("basicConstraints=CA:TRUE"),
        .authority("deep1", by: "root"), .authority("deep2", by: "deep1"),
        .authority("deep3", by: "deep2"), .authority("deep4", by: "deep3"),
        .authority("deep5", by: "deep4"), .authority("deep6", by: "deep5"),
        .authority("deep7", by: "deep6"),
        .authority("past") {
            $0.start = "2010-01-01"
            $0.options = ["-days", "900"]
        },
        .authority("cross", by: "past") { $0.key = ["-key", "root.key"] }
            .named("/CN=Authority root"),
    ]

    private static let authorities: [ForecastCase] = [
        ForecastCase(
            "version 1 root",
            OddCertificate.server("underv1", by: "v1root").without("authorityKey")
                .adding("authorityKeyIdentifier=none")),
        ForecastCase("basicConstraints of the root not critical", .server("mild", by: "mildroot")),
        ForecastCase("root without keyUsage", .server("underno", by: "nokuroot")),
        ForecastCase("critical policies of the root", .server("underpolicy", by: "policyroot")),
        ForecastCase("name constraints of the root", .server("undernc", by: "ncroot")),
        ForecastCase("root of 1960", .server("under1960", by: "old1960")),
        ForecastCase(
            "critical policies of a CA", .server("u1", by: "policyint"), sending: ["policyint"]),
        ForecastCase("inhibitAnyPolicy", .server("u2", by: "inhibitint"), sending: ["inhibitint"]),
        ForecastCase("name constraints of a CA", .server("u3", by: "ncint"), sending: ["ncint"]),
        ForecastCase(
            "constraints on mail", .server("u4", by: "ncmail"), sending: ["ncmail"],
            untold: ["uv"]),
        ForecastCase(
            "constraints on directory names", .server("u8", by: "ncdir").named("/CN=named"),
            sending: ["ncdir"]),
        ForecastCase(
            "basicConstraints of a CA not critical", .server("u5", by: "mildint"),
            sending: ["mildint"]),
        ForecastCase(
            "six CAs", .server("u6", by: "deep6"),
            sending: ["deep6", "deep5", "deep4", "deep3", "deep2", "deep1"]),
        ForecastCase(
            "seven CAs", .server("u7", by: "deep7"),
            sending: ["deep7", "deep6", "deep5", "deep4", "deep3", "deep2", "deep1"]),
    ]

    private static let ends: [ForecastCase] = [
        ForecastCase(
            "intermediate trusted", .server("partial", by: "int"), sending: ["int"],
            anchor: "int"),
        ForecastCase("itself trusted", .server("itself"), anchor: "itself"),
        ForecastCase(
            "self-signed",
            OddCertificate("alone", "/CN=localhost", ["subjectAltName=DNS:localhost"])),
        ForecastCase("expired cross sign", .server("crossed"), sending: ["cross"]),
        ForecastCase(
            "shuffled chain", .server("shuffled", by: "int"), sending: ["other", "root", "int"]),
    ]
}
