/// Chains that are whole, broken, unknown or forged.
enum ChainRows {
    static let all: [MatrixRow] = sound + unknown + renamed + dated

    private static let sound: [MatrixRow] = [
        .site(1, "leaf, intermediate, root: full chain", "good", .bundle("root"), .fetched),
        .site(2, "full chain", "good", .bundle("int"), .fetched),
        .site(2, "full chain", "good", .bundle("good"), .fetched),
        .site(3, "shuffled, foreign ones in between", "shuffled", .bundle("root"), .fetched),
    ]

    private static let unknown: [MatrixRow] = [
        .site(
            4, "unknown CA, root not sent", "unknown", .bundle("root"),
            .untrusted(20, depth: 1).saying("Other Root")),
        .site(
            5, "unknown CA, root sent", "unknownroot", .bundle("root"),
            .untrusted(19, depth: 2).saying("Other Root")),
        .site(
            8, "intermediate missing", "missing", .bundle("root"),
            .untrusted(20, depth: 0).saying("Corp Inspection CA 1")),
        .site(
            8, "intermediate missing, AIA names it", "missingaia", .bundle("root"),
            .untrusted(20, depth: 0).saying(
                "left out the intermediate", "full chain", "extra-ca-file")),
        .site(8, "intermediate missing", "missing", .bundle("int"), .fetched),
    ]

    private static let renamed: [MatrixRow] = [
        .site(
            6, "impostor root, with key ids", "imposing", .bundle("root"),
            .untrusted(19, depth: 1).saying("re-issued")),
        .site(
            6, "impostor root, without key ids", "imposingbare", .bundle("root"),
            .untrusted(7).saying("re-issued")),
        .site(
            7, "self-signed leaf, CA:FALSE", "self", .bundle("root"),
            .untrusted(18, depth: 0).saying("self-signed", "ca-file", "pin")),
        .site(
            7, "self-signed leaf, CA:TRUE", "selfca", .bundle("root"),
            .untrusted(18, depth: 0).saying("self-signed", "ca-file", "pin")),
        .site(7, "self-signed leaf, CA:FALSE", "self", .bundle("self"), .fetched),
        .site(7, "self-signed leaf, CA:TRUE", "selfca", .bundle("selfca"), .fetched),
    ]

    private static let dated: [MatrixRow] = [
        .site(
            9, "leaf expired", "expired", .bundle("root"),
            .untrusted(10, depth: 0).saying("expired", "2023-04-01")),
        .site(
            9, "leaf not yet valid", "future", .bundle("root"),
            .untrusted(9, depth: 0).saying("not valid before 2040-01-01")),
        .site(
            10, "intermediate expired", "underexpired", .bundle("root"),
            .untrusted(10, depth: 1).saying("Expired Issuing CA", "2020-12-31")),
        .site(
            10, "intermediate expired", "underexpired", .bundle("root", "expint-renewed"), .fetched),
        .site(
            11, "root expired", "underexpiredroot", .bundle("exproot"),
            .untrusted(10, depth: 1).saying("Expired Root", "expired")),
        .site(
            11, "root expired", "underexpiredroot", .bundle("exproot", "exproot-renewed"), .fetched),
        .site(
            11, "root expired", "underexpiredroot", .bundle("exproot-renewed", "exproot"), .fetched),
        .site(12, "root cross-signed by an expired one", "crossed", .bundle("new-root"), .fetched),
        .site(
            12, "root cross-signed by an expired one", "crossed", .bundle("new-root", "old-root"),
            .fetched),
        .site(
            12, "root cross-signed by an expired one", "crossed", .bundle("old-root"),
            .untrusted(10, depth: 3).saying("Old Root X3")),
    ]
}
