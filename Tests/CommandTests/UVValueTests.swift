import TestSupport
import Testing

/// A uv.toml that uv refuses for a value is one with which it does nothing; any other is not.
@Suite struct UVValueTests {
    private static let index = "[[index]]\nname = \"c\"\nurl = \"https://x.example/simple\"\n"

    static let texts: [String] =
        [
            "index-strategy = \"z\"", "index-strategy = \"unsafe-best-match\"",
            "keyring-provider = \"z\"", "resolution = \"lowest\"", "resolution = \"z\"",
            "prerelease = \"z\"", "link-mode = \"z\"", "fork-strategy = \"z\"",
            "python-downloads = \"z\"", "python-preference = \"z\"", "trusted-publishing = \"z\"",
            "add-bounds = \"z\"", "concurrent-downloads = 0", "concurrent-builds = -1",
            "concurrent-installs = 3", "exclude-newer = \"xx\"", "exclude-newer = \"2024-01-01\"",
            "exclude-newer = \"3 days ago\"", "exclude-newer = false", "publish-url = \"nope\"",
            "publish-url = \"https://x.example/\"", "compile-bytecode = 2", "no-cache = 1",
            "constraint-dependencies = [\"###\"]", "override-dependencies = [\"a>1\"]",
            "preview = true\npreview-features = [\"x\"]", "preview = \"x\"", "cache-dir = 1",
            "required-version = \"zz\"", "required-version = \">=0.1\"", "offline = \"x\"",
            "[pip]\nindex-strategy = \"z\"", "[pip]\nannotation-style = \"z\"",
            "[pip]\nsystem = 1", "[pip]\nexclude-newer = \"xx\"",
            "[[index]]\nname = \"a b\"\nurl = \"https://x.example/\"",
            "[[index]]\nname = \"a-b_c.1\"\nurl = \"https://x.example/\"",
        ]
        + [
            "authenticate = \"zzz\"", "authenticate = \"always\"", "ignore-error-codes = [42]",
            "ignore-error-codes = [403]", "format = \"flat2\"", "format = \"flat\"",
            "exclude-newer = \"x\"", "cache-control = { files = 2 }",
            "cache-control = { api = \"max-age=1\" }", "publish-url = \"nope\"", "later = 1",
        ].map { index + $0 }

    @Test func areForeseen() async throws {
        let (given, authority, front) = try Scenario.behindPrivateCA()
        var scenario = given
        scenario.environment["XDG_CONFIG_HOME"] = scenario.directory["config"]
        scenario.environment["SSL_CERT_FILE"] = authority.rootFile
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        for text in Self.texts {
            try scenario.directory.write("\(text)\n", to: "config/uv/uv.toml")
            let run = try await scenario.run("trust", "job.toml", "--json")
            let told = run.document["hosts"][0]["forecasts"].array.compactMap(\.string)
            let isForeseen = told.contains { $0.hasPrefix("uv: it refuses its settings") }
            #expect(told.count == 3, "\(text): \(run)")
            let uv = try await Program(
                "\(PythonEnvironment.path)/bin/uv",
                [
                    "pip", "install", "--offline", "--dry-run", "--no-index", "--target",
                    scenario.directory["target"], "--python", PythonEnvironment.python, "nothing",
                ],
                environment: scenario.environment.merging(["HOME": scenario.directory.path]) { $1 },
                directory: scenario.directory.path
            ).run()
            #expect(isForeseen == uv.errors.contains("Failed to parse"), "\(text): \(told) \(uv)")
        }
    }
}
