import TestSupport

/// Bundles as companies hand them out.
enum BundleRows {
    static let all: [MatrixRow] = useless + partlyBad + unusual + trusted

    private static let useless: [MatrixRow] = [
        row(43, "empty file", .misconfigured) { _ in [] },
        row(43, "bytes", .misconfigured) { _ in (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        },
        row(43, "text without certificates", .misconfigured) { _ in Array("Hello.\n".utf8) },
        text(43, "one bad block alone", .misconfigured) { PEMText.badBase64(try $0.text("root")) },
        text(43, "one empty block alone", .misconfigured) { _ in PEMText.emptyBlock },
        text(43, "one truncated block alone", .misconfigured) {
            PEMText.truncated(try $0.text("root"))
        },
    ]

    /// The root is usable, something beside it is not.
    private static let partlyBad: [MatrixRow] = [
        warned("bad base 64 first") {
            PEMText.badBase64(try $0.text("other")) + (try $0.text("root"))
        },
        warned("bad base 64 last") {
            try $0.text("root") + PEMText.badBase64(try $0.text("other"))
        },
        warned("bad DER first") { PEMText.badDER(try $0.text("other")) + (try $0.text("root")) },
        warned("bad DER last") { try $0.text("root") + PEMText.badDER(try $0.text("other")) },
        warned("truncated") { try $0.text("root") + PEMText.truncated(try $0.text("other")) },
        warned("glued blocks") {
            try $0.text("root") + $0.text("other").dropLast() + $0.text("proxyroot")
        },
        warned("empty block") { PEMText.emptyBlock + (try $0.text("root")) },
        warned("indented block") { try $0.text("root") + PEMText.indented($0.text("other")) },
        row(43, "UTF-16", .fetched) { PEMText.utf16(try $0.text("root")) },
        MatrixRow(
            43, "bad base 64 first, strict-bundle", trusting: "the bundle",
            "78, \"bundle.pem:\""
        ) { trial in
            let bundle = PEMText.badBase64(try trial.lab.text("other"))
            try trial.directory.write(bundle + trial.lab.text("root"), to: "bundle.pem")
            try trial.writeJob(
                [Trial.Index(url: trial.lab.url("good"))],
                tables: ["[tls]", "ca-file = \"bundle.pem\"", "strict-bundle = true"])
            return try await trial.sync(toEnd: .misconfigured.saying("bundle.pem:"))
        },
    ]

    private static let unusual: [MatrixRow] = [
        text(44, "CRLF", .fetched.quietly()) { try $0.text("root").replacing("\n", with: "\r\n") },
        row(44, "byte order mark", .fetched.quietly()) {
            [0xEF, 0xBB, 0xBF] + Array(try $0.text("root").utf8)
        },
        text(44, "comments", .fetched.quietly()) {
            "# Corp\n\nsubject=CN = Corp Root\n\(try $0.text("root"))# end\n"
        },
        text(44, "base 64 on one line", .fetched.quietly()) {
            PEMText.onOneLine(try $0.text("root"))
        },
        text(44, "duplicates", .fetched.quietly()) { try $0.text("root", "root", "root") },
        text(44, "private key inside", .fetched.saying("private key")) {
            try $0.text("root") + FileTree.text($0.key("root"))
        },
        text(44, "X509 CERTIFICATE label", .fetched.quietly()) {
            PEMText.labelled(try $0.text("root"), "X509 CERTIFICATE")
        },
        row(44, "DER", .fetched.quietly()) { try $0.der("root") },
        text(44, "PKCS#7", .misconfigured.saying("openssl pkcs7")) {
            try $0.openssl("crl2pkcs7", "-nocrl", "-certfile", $0.pem("root"))
        },
    ]

    /// Blocks that say what they are trusted for (openssl-x509(1)).
    private static let trusted: [MatrixRow] = [
        text(45, "TRUSTED for serverAuth", .fetched) {
            try $0.openssl("x509", "-in", $0.pem("root"), "-trustout", "-addtrust", "serverAuth")
        },
        text(45, "TRUSTED for nothing in particular", .fetched) {
            try $0.openssl("x509", "-in", $0.pem("root"), "-trustout")
        },
        text(45, "TRUSTED for e-mail only", leftOut) {
            try $0.text("other")
                + $0.openssl(
                    "x509", "-in", $0.pem("root"), "-trustout", "-addtrust", "emailProtection")
        },
        text(45, "TRUSTED, serverAuth rejected", leftOut) {
            try $0.text("other")
                + $0.openssl(
                    "x509", "-in", $0.pem("root"), "-trustout", "-addreject", "serverAuth")
        },
    ]

    private static let leftOut = Requirement.untrusted(20, depth: 1).saying("left out|not for TLS")

    private static func row(
        _ number: Int, _ setup: String, _ required: Requirement,
        bundle: @escaping @Sendable (TrustLab) throws -> [UInt8]
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: "the bundle", required.description) { trial in
            try trial.directory.write(bundle(trial.lab), to: "bundle.pem")
            try trial.writeJob(trial.lab.url("good"), ["ca-file = \"bundle.pem\""])
            return try await trial.sync(toEnd: required)
        }
    }

    private static func text(
        _ number: Int, _ setup: String, _ required: Requirement,
        bundle: @escaping @Sendable (TrustLab) throws -> String
    ) -> MatrixRow {
        row(number, setup, required) { Array(try bundle($0).utf8) }
    }

    /// What is wrong is skipped, with a warning that has the line.
    private static func warned(
        _ setup: String, bundle: @escaping @Sendable (TrustLab) throws -> String
    ) -> MatrixRow {
        MatrixRow(
            43, "root and \(setup)", trusting: "the bundle", "200, a warning with the line"
        ) { trial in
            try trial.directory.write(bundle(trial.lab), to: "bundle.pem")
            try trial.writeJob(trial.lab.url("good"), ["ca-file = \"bundle.pem\""])
            let observation = try await trial.sync()
            var finding = Requirement.fetched.judge(observation)
            finding.require(
                observation.warnings.contains { $0.contains(/bundle\.pem:\d+/) },
                "no warning with the line: \(observation)")
            let explained = try await trial.run("trust", "explain", "bundle.pem", "--json")
            finding.require(
                explained.document["findings"].array.contains { $0["line"].int != nil },
                "explain has no line: \(explained)")
            return finding
        }
    }
}
