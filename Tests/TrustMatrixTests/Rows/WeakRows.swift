import TestSupport

/// Short keys, old digests and certificates that are no authorities.
enum WeakRows {
    static let all: [MatrixRow] =
        digests + keys + authorities + purposes + forecasts + floor
        + [stricter]

    private static let digests: [MatrixRow] = [
        .site(
            15, "SHA-1 leaf", "sha1leaf", .bundle("root"),
            .untrusted(68, depth: 0).saying("SHA-1")),
        .site(
            15, "SHA-1 intermediate", "sha1mid", .bundle("root"),
            .untrusted(68, depth: 1).saying("SHA-1", "SHA-1 Issuing CA")),
        .site(15, "SHA-1 root", "sha1top", .bundle("sha1root"), .fetched),
    ]

    private static let keys: [MatrixRow] = [
        .site(
            16, "RSA-1024 leaf", "weakleaf", .bundle("root"),
            .untrusted(66, depth: 0).saying("1024")
        ),
        .site(
            16, "RSA-1024 intermediate", "weakmid", .bundle("root"),
            .untrusted(67, depth: 1).saying("1024", "RSA-1024 Issuing CA")),
        .site(
            16, "RSA-1024 root", "weaktop", .bundle("weakroot"),
            .untrusted(67, depth: 1).saying("1024", "RSA-1024 Root")),
    ]

    private static let authorities: [MatrixRow] = [
        .site(
            18, "CA:FALSE issuer", "undernotca", .bundle("root"),
            .untrusted(79, depth: 1).saying("Not A CA", "not a CA|basicConstraints")),
        .site(
            18, "issuer without keyCertSign", "undernosign", .bundle("root"),
            .untrusted(79, depth: 1).saying("No KeyCertSign CA", "keyUsage|keyCertSign")),
        .site(
            18, "root without basicConstraints", "undernoconstraints", .bundle("noconstraints"),
            .untrusted(79, depth: 1).saying("Unconstrained Root", "not a CA|basicConstraints")),
        .site(
            18, "path length exceeded", "toodeep", .bundle("root"),
            .untrusted(25).saying("pathlen")),
    ]

    private static let purposes: [MatrixRow] = [
        .site(
            19, "EKU clientAuth on the leaf", "clientonly", .bundle("root"),
            .untrusted(26, depth: 0).saying("serverAuth")),
        .site(
            19, "EKU clientAuth on the CA", "underclientca", .bundle("root"),
            .untrusted(26, depth: 1).saying("serverAuth", "Client Only CA")),
        .site(
            19, "unknown critical extension", "critical", .bundle("root"),
            .untrusted(34, depth: 0).saying("1.2.3.4.5.6")),
        .site(19, "critical anyPolicy CA", "policies", .bundle("root"), .fetched.saying("uv")),
    ]

    private static let forecasts: [MatrixRow] = [
        .site(20, "version 1 root", "underv1", .bundle("v1root"), .fetched.saying("(85)")),
        .site(
            20, "root without keyUsage, leaf without key ids", "undersloppy", .bundle("sloppy"),
            .fetched.saying("Python 3.13", "(85)")),
        .site(
            20, "root with non-critical basicConstraints", "underuncritical", .bundle("uncritical"),
            .fetched.saying("Python 3.13", "(89)")),
    ]

    /// What a configuration of OpenSSL allows does not lower the program's own floor.
    private static let floor: [MatrixRow] = [
        ("SHA-1 leaf", "sha1leaf", 68), ("RSA-1024 leaf", "weakleaf", 66),
    ].map { setup, name, code in
        .site(
            21, "\(setup), OPENSSL_CONF at level 0", name, .bundle("root"),
            .untrusted(code, depth: 0),
            adjust: { $0.environment["OPENSSL_CONF"] = $0.lab.laxConfiguration })
    }

    /// What it asks for beyond that is told as its own.
    private static let stricter = MatrixRow.site(
        21, "RSA-2048 leaf, OPENSSL_CONF at level 3", "rsaleaf", .bundle("root"),
        .untrusted(66, depth: 0).saying("security level 3", "3072 bits", "OPENSSL_CONF"),
        adjust: { trial in
            trial.environment["OPENSSL_CONF"] = try trial.directory.write(
                """
                openssl_conf = init
                [init]
                ssl_conf = ssl
                [ssl]
                system_default = strict
                [strict]
                CipherString = DEFAULT:@SECLEVEL=3

                """, to: "strict.cnf")
        })
}
