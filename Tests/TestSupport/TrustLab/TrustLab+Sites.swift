// The hosts of the lab: one server name each.
extension TrustLab {
    static let sites: [LabSite] =
        soundSites + unknownSites + datedSites + namedSites + weakSites + oddSites + mutualSites
        + redirectingSites + proxySites + inspectedSites

    private static func site(
        _ name: String, by issuer: String, sending sent: [String]
    ) -> LabSite {
        LabSite(.server(name, by: issuer), sending: sent)
    }

    /// Without key identifiers, sent alone.
    private static func unidentified(_ name: String, by issuer: String) -> LabSite {
        let host = "\(name).localhost"
        let constraints = ["basicConstraints=CA:FALSE", "subjectAltName=DNS:\(host)"]
        return LabSite(
            CertificateWish(
                name, host, by: issuer, constraints + CertificateWish.noKeyIdentifiers))
    }

    private static let soundSites: [LabSite] = [
        site("good", by: "int", sending: ["int"]),
        // The one name below which every client finds this machine.
        LabSite(
            .server("local", by: "int", names: "DNS:localhost"), sending: ["int"],
            host: "localhost"),
        site("shuffled", by: "int", sending: ["root", "other", "int"]),
        site("revoked", by: "int", sending: ["int"]),
        LabSite(.server("old10", by: "int"), sending: ["int"], at: .tls1_0, isDefault: true),
        LabSite(.server("old11", by: "int"), sending: ["int"], at: .tls1_1, isDefault: true),
    ]

    private static let unknownSites: [LabSite] = [
        site("unknown", by: "otherint", sending: ["otherint"]),
        site("unknownroot", by: "otherint", sending: ["otherint", "other"]),
        site("imposing", by: "impostor", sending: ["impostor"]),
        unidentified("imposingbare", by: "impostor-bare"),
        LabSite(selfSigned("self", "CA:FALSE")),
        LabSite(selfSigned("selfca", "CA:TRUE")),
        site("missing", by: "int", sending: []),
        LabSite(
            .server(
                "missingaia", by: "int",
                "authorityInfoAccess=caIssuers;URI:http://ca.example/inspection.crt")),
    ]

    private static func selfSigned(_ name: String, _ constraints: String) -> CertificateWish {
        let host = "\(name).localhost"
        return CertificateWish(
            name, host, ["basicConstraints=\(constraints)", "subjectAltName=DNS:\(host)"])
    }

    private static let datedSites: [LabSite] = [
        LabSite(
            .server("expired", by: "int") {
                $0.start = "2023-01-01"
                $0.days = 90
            }, sending: ["int"]),
        LabSite(
            .server("future", by: "int") {
                $0.start = "2040-01-01"
                $0.days = 90
            }, sending: ["int"]),
        site("underexpired", by: "expint", sending: ["expint"]),
        site("underexpiredroot", by: "exproot", sending: []),
        site("crossed", by: "new-int", sending: ["new-int", "cross"]),
        LabSite(
            .server("issuedbefore", by: "other") {
                $0.start = "2024-01-01"
                $0.days = 3650
            }),
        site("issuedafter", by: "other", sending: []),
    ]

    private static let namedSites: [LabSite] = [
        LabSite(.server("misnamed", by: "int", names: "DNS:elsewhere.localhost"), sending: ["int"]),
        LabSite(
            .server("wildcard", by: "int", names: "DNS:*.wild.localhost"), sending: ["int"],
            host: "one.wild.localhost"),
        LabSite(.server("cnonly", by: "int", names: ""), sending: ["int"]),
        LabSite(
            .server("address", by: "int", names: "IP:127.0.0.1"), sending: ["int"],
            isDefault: true),
        LabSite(
            .server("noaddress", by: "int", names: "DNS:noaddress.localhost"), sending: ["int"],
            at: .other, isDefault: true),
    ]

    private static let weakSites: [LabSite] = [
        LabSite(.server("sha1leaf", by: "int") { $0.digest = "sha1" }, sending: ["int"]),
        LabSite(.server("rsaleaf", by: "int") { $0.key = .rsa(2048) }, sending: ["int"]),
        site("sha1mid", by: "sha1int", sending: ["sha1int"]),
        site("sha1top", by: "sha1root", sending: []),
        LabSite(.server("weakleaf", by: "int") { $0.key = .rsa(1024) }, sending: ["int"]),
        site("weakmid", by: "weakint", sending: ["weakint"]),
        site("weaktop", by: "weakroot", sending: []),
    ]

    private static let oddSites: [LabSite] = [
        site("ncmiss", by: "ncint", sending: ["ncint"]),
        site("nchit", by: "ncexcluding", sending: ["ncexcluding"]),
        site("ncself", by: "ncroot", sending: []),
        site("undernotca", by: "notca", sending: ["notca"]),
        site("undernosign", by: "nosign", sending: ["nosign"]),
        site("undernoconstraints", by: "noconstraints", sending: []),
        site("toodeep", by: "below", sending: ["below", "pathlen0"]),
        LabSite(
            CertificateWish(
                "clientonly", "clientonly.localhost", by: "int",
                [
                    "basicConstraints=CA:FALSE", "extendedKeyUsage=clientAuth",
                    "subjectAltName=DNS:clientonly.localhost",
                ]), sending: ["int"]),
        site("underclientca", by: "clientca", sending: ["clientca"]),
        LabSite(
            .server("critical", by: "int", "1.2.3.4.5.6=critical,ASN1:UTF8String:x"),
            sending: ["int"]),
        site("policies", by: "policyca", sending: ["policyca"]),
        unidentified("underv1", by: "v1root"),
        unidentified("undersloppy", by: "sloppy"),
        site("underuncritical", by: "uncritical", sending: []),
    ]

    /// Servers that want to know who asks, by certificates under Corp Root.
    private static let mutualSites: [LabSite] = [
        mutual("mutual", .main, "on"), mutual("mutual12", .tls1_2, "on", isDefault: true),
    ]

    private static func mutual(
        _ name: String, _ door: LabSite.Door, _ mode: String, _ more: String = "",
        isDefault: Bool = false
    ) -> LabSite {
        LabSite(
            .server(name, by: "int"), sending: ["int"], at: door,
            """
            ssl_verify_client \(mode); ssl_verify_depth 3;
            ssl_client_certificate $DIRECTORY/root.pem;
            \(more)
            """,
            isDefault: isDefault)
    }

    private static let redirectingSites: [LabSite] = [
        mutual(
            "redirecting", .main, "optional",
            "location /simple/alpha/ { return 302 https://asked.localhost:$PORT/simple/alpha/; }"),
        mutual("asked", .main, "optional"),
        LabSite(
            .server("downgrading", by: "int"), sending: ["int"],
            "location /simple/alpha/ { return 302 http://downgraded.localhost/simple/alpha/; }"),
    ]

    /// Certificates of proxies.
    private static let proxySites: [LabSite] = [
        LabSite(.server("proxy", by: "proxyroot", names: "DNS:localhost")),
        LabSite(.server("proxy-misnamed", by: "proxyroot", names: "DNS:elsewhere.localhost")),
        LabSite(.server("proxy-same", by: "int", names: "DNS:localhost"), sending: ["int"]),
    ]

    private static let inspectedSites: [LabSite] = [
        LabSite(
            .server("good-inspected", by: "firewall", names: "DNS:good.localhost"),
            sending: ["firewall"], host: "good.localhost", at: .inspection, isDefault: true)
    ]
}
