import TestSupport

/// Pinned keys, revocation lists and stapled responses.
enum PinRows {
    static let all: [MatrixRow] =
        pins + revocation + [
            row(
                28, "stapling required, none stapled", "root", "good", .untrusted(91).saying("OCSP")
            ) {
                _ in ["ocsp-stapling = \"require\""]
            }
        ]

    private static let pins: [MatrixRow] = [
        row(26, "the right pin", "root", "good", .fetched) { [pin([try $0.pin("good")])] },
        row(26, "one of two pins", "root", "good", .fetched) {
            [pin([try $0.pin("unknown"), try $0.pin("good")])]
        },
        row(26, "a wrong pin", "root", "good", .untrusted(90).saying("expected|pinned", "sha256//"))
        { [pin([try $0.pin("unknown")])] },
        row(26, "a malformed pin", "root", "good", .misconfigured.saying("pinned-public-key")) {
            _ in
            [pin(["sha256//tooshort="])]
        },
        row(26, "a pin file", "root", "good", .misconfigured.saying("pinned-public-key")) { _ in
            [pin(["missing.pem"])]
        },
        row(26, "the right pin, untrusted chain", "root", "unknown", .untrusted(20, depth: 1)) {
            [pin([try $0.pin("unknown")])]
        },
        row(26, "the right pin alone, untrusted chain", "root", "unknown", .fetched) {
            [pin([try $0.pin("unknown")]), "trust = \"pin\""]
        },
        row(26, "a wrong pin alone", "root", "good", .untrusted(90)) {
            [pin([try $0.pin("unknown")]), "trust = \"pin\""]
        },
    ]

    private static func pin(_ pins: [String]) -> String {
        "pinned-public-key = [\(pins.map { "\"\($0)\"" }.joined(separator: ", "))]"
    }

    private static let revocation: [MatrixRow] = [
        lists("lists of every level", "root", "good", ["root", "int"], .fetched),
        lists(
            "revoked", "root", "revoked", ["root", "int-revoking"],
            .untrusted(23, depth: 0).saying("revoked", "2026-01-01")),
        lists(
            "the list of one level missing", "root", "good", ["int"],
            .untrusted(3).saying("Corp Root")),
        lists(
            "a stale list", "root", "good", ["root", "int-stale"],
            .untrusted(12).saying("2024-01-31")),
        lists("intermediate anchor and its list", "int", "good", ["int"], .untrusted(2)),
        lists("leaf anchor and its issuer's list", "good", "good", ["int"], .untrusted(20)),
        row(27, "a list that is none", "root", "good", .misconfigured.saying("crl-file")) {
            ["crl-file = \"\($0.file("openssl.cnf"))\""]
        },
    ]

    private static func lists(
        _ setup: String, _ trust: String, _ name: String, _ lists: [String],
        _ required: Requirement
    ) -> MatrixRow {
        MatrixRow(27, setup, trusting: trust, required.description) { trial in
            let text = try lists.map { try FileTree.text(trial.lab.file("\($0).crl")) }.joined()
            let file = try trial.directory.write(text, to: "lists.crl")
            try trial.writeJob(
                trial.lab.url(name),
                ["ca-file = \"\(trial.lab.pem(trust))\"", "crl-file = \"\(file)\""])
            return try await trial.syncAndTrust(toEnd: required)
        }
    }

    private static func row(
        _ number: Int, _ setup: String, _ trust: String, _ name: String, _ required: Requirement,
        lines: @escaping @Sendable (TrustLab) throws -> [String]
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: trust, required.description) { trial in
            let lines = try lines(trial.lab) + ["ca-file = \"\(trial.lab.pem(trust))\""]
            try trial.writeJob(trial.lab.url(name), lines)
            return try await trial.syncAndTrust(toEnd: required)
        }
    }
}
