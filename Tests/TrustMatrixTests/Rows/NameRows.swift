import TestSupport

/// Certificates and the names they are for.
enum NameRows {
    static let all: [MatrixRow] = [
        .site(
            14, "wrong name", "misnamed", .bundle("root"),
            .untrusted(62, depth: 0).saying("elsewhere.localhost", "misnamed.localhost")),
        .site(14, "wildcard of one level", "wildcard", .bundle("root"), .fetched),
        .site(
            14, "address with IP SAN", "address", .bundle("root"), .fetched,
            url: { "https://127.0.0.1:\($0.port())/simple/" }),
        .site(
            14, "address without IP SAN", "noaddress", .bundle("root"),
            .untrusted(62, depth: 0).saying("noaddress.localhost", "IP"),
            url: { "https://127.0.0.1:\($0.port(.other))/simple/" }),
        .site(
            14, "common name only", "cnonly", .bundle("root"),
            .fetched.saying("uv: refused", "requests: refused")),
        .site(
            17, "permitted names miss", "ncmiss", .bundle("root"),
            .untrusted(47).saying("Constrained CA", "corp.example")),
        .site(
            17, "excluded names hit", "nchit", .bundle("root"),
            .untrusted(48).saying("Excluding CA", "localhost")),
        .site(
            17, "constraints on the root itself", "ncself", .bundle("ncroot"),
            .untrusted(47).saying("Constrained Root", "corp.example")),
    ]
}
