// Authorities and servers, one flaw each; EC keys on P-256 unless the flaw is in the key.
extension TrustLab {
    /// In an order in which issuers come first.
    static let authorities: [CertificateWish] =
        soundAuthorities + datedAuthorities + weakAuthorities + oddAuthorities

    private static let soundAuthorities: [CertificateWish] = [
        .authority("root", "Corp Root"),
        .authority("int", "Corp Inspection CA 1", by: "root"),
        .authority("other", "Other Root"),
        .authority("otherint", "Other Issuing CA", by: "other"),
        .authority("proxyroot", "Proxy Root"),
        .authority("impostor", "Corp Root"),
        CertificateWish(
            "impostor-bare", "Corp Root",
            ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"]
                + CertificateWish.noKeyIdentifiers),
        // TLS inspection with a root of its own, as a company's firewall has it.
        .authority("firewall", "Firewall Root"),
    ]

    private static let datedAuthorities: [CertificateWish] = [
        .authority("expint", "Expired Issuing CA", by: "root") {
            $0.start = "2020-01-01"
            $0.days = 365
        },
        .authority("expint-renewed", "Expired Issuing CA", by: "root") {
            $0.key = .shared(with: "expint")
        },
        .authority("exproot", "Expired Root") {
            $0.start = "2015-01-01"
            $0.days = 365
        },
        .authority("exproot-renewed", "Expired Root") { $0.key = .shared(with: "exproot") },
        // A root that moved on: self-signed, and cross-signed by an older one that has expired.
        .authority("new-root", "New Root X1"),
        .authority("old-root", "Old Root X3") { $0.start = "2012-01-01" },
        .authority("cross", "New Root X1", by: "old-root") { $0.key = .shared(with: "new-root") },
        .authority("new-int", "Issuing CA R3", by: "new-root"),
    ]

    private static let weakAuthorities: [CertificateWish] = [
        .authority("sha1int", "SHA-1 Issuing CA", by: "root") { $0.digest = "sha1" },
        .authority("sha1root", "SHA-1 Root") { $0.digest = "sha1" },
        .authority("weakint", "RSA-1024 Issuing CA", by: "root") { $0.key = .rsa(1024) },
        .authority("weakroot", "RSA-1024 Root") { $0.key = .rsa(1024) },
    ]

    private static let identified = ["subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"]

    private static let oddAuthorities: [CertificateWish] = [
        .authority(
            "ncint", "Constrained CA", by: "root",
            "nameConstraints=critical,permitted;DNS:corp.example"),
        .authority(
            "ncexcluding", "Excluding CA", by: "root",
            "nameConstraints=critical,excluded;DNS:localhost"),
        .authority(
            "ncroot", "Constrained Root", "nameConstraints=critical,permitted;DNS:corp.example"),
        CertificateWish(
            "notca", "Not A CA", by: "root", ["basicConstraints=critical,CA:FALSE"] + identified),
        CertificateWish(
            "nosign", "No KeyCertSign CA", by: "root",
            ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,digitalSignature"]
                + identified),
        CertificateWish("noconstraints", "Unconstrained Root", ["subjectKeyIdentifier=hash"]),
        CertificateWish(
            "pathlen0", "Last CA", by: "root",
            [
                "basicConstraints=critical,CA:TRUE,pathlen:0",
                "keyUsage=critical,keyCertSign,cRLSign",
            ] + identified),
        .authority("below", "Below Last CA", by: "pathlen0"),
        .authority("clientca", "Client Only CA", by: "root", "extendedKeyUsage=clientAuth"),
        .authority(
            "policyca", "Critical Policies CA", by: "root",
            "certificatePolicies=critical,2.5.29.32.0"),
        CertificateWish("v1root", "Version 1 Root", []),
        CertificateWish(
            "uncritical", "Uncritical Corp Root",
            [
                "basicConstraints=CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
                "subjectKeyIdentifier=hash",
            ]),
        CertificateWish(
            "sloppy", "Sloppy Corp Root",
            ["basicConstraints=CA:TRUE"] + CertificateWish.noKeyIdentifiers),
    ]

    /// Clients' certificates.
    static let clients: [CertificateWish] = [
        client("client", by: "int"), client("stranger", by: "otherint"),
    ]

    private static func client(_ name: String, by issuer: String) -> CertificateWish {
        CertificateWish(
            name, "mirror-bot", by: issuer,
            [
                "basicConstraints=CA:FALSE", "keyUsage=digitalSignature",
                "extendedKeyUsage=clientAuth",
            ])
    }
}
