import TestSupport
import Testing

/// Of a program that takes another way than the one that was tried nothing is foretold; the others'
/// forecasts hold.
@Suite struct ForecastRouteTests {
    /// What is set, where `<closed>` is a proxy that lets nobody through and `<open>` one that does.
    struct Way: Sendable {
        let variables: [String: String]
        var pip = ""
        var uv = ""
        /// Who goes another way.
        let untold: Set<String>
    }

    private static let python: Set<String> = ["pip", "requests"]

    static let ways: [Way] = [
        Way(variables: ["HTTPS_PROXY": "<open>"], untold: []),
        Way(variables: ["https_proxy": "<open>", "HTTPS_PROXY": "<open>"], untold: []),
        Way(variables: ["ALL_PROXY": "<open>"], untold: []),
        Way(variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "LOCALHOST"], untold: []),
        Way(variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "a, .localhost"], untold: []),
        Way(variables: ["HTTPS_PROXY": "<closed>", "no_proxy": "*"], untold: []),
        Way(
            variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "*.localhost"],
            untold: python.union(["uv"])),
        Way(
            variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "a localhost"],
            untold: python.union(["uv"])),
        Way(
            variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "localhost:<port>"], untold: ["uv"]),
        Way(variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "*, b"], untold: python),
        Way(
            variables: ["HTTPS_PROXY": "<closed>", "NO_PROXY": "b", "no_proxy": "localhost"],
            untold: ["uv"]),
        Way(variables: ["https_proxy": "<open>", "HTTPS_PROXY": "<closed>"], untold: ["uv"]),
        Way(variables: ["all_proxy": "<open>", "ALL_PROXY": "<closed>"], untold: ["uv"]),
        Way(variables: ["https_proxy": "", "HTTPS_PROXY": "<open>"], untold: python),
        Way(variables: ["https_proxy": "<open>", "HTTPS_PROXY": ""], untold: ["uv"]),
        Way(variables: ["Https_Proxy": "<closed>"], untold: python),
        Way(variables: ["HTTPS_PROXY": "<open>", "REQUEST_METHOD": "GET"], untold: ["uv"]),
        Way(variables: ["PIP_PROXY": "<closed>"], untold: ["pip"]),
        Way(
            variables: ["PIP_PROXY": "<open>", "HTTPS_PROXY": "<open>", "REQUESTS_CA_BUNDLE": ""],
            untold: []),
        Way(variables: [:], pip: "proxy = <closed>", untold: ["pip"]),
        Way(
            variables: ["HTTPS_PROXY": "<open>", "PIP_PROXY": ""], pip: "proxy = <closed>",
            untold: ["pip"]),
        Way(variables: [:], uv: "https-proxy = \"<closed>\"", untold: ["uv"]),
        Way(
            variables: ["NO_PROXY": "localhost"], uv: "https-proxy = \"<closed>\"", untold: ["uv"]),
        Way(
            variables: [:], uv: "https-proxy = \"<closed>\"\nno-proxy = [\"localhost\"]", untold: []
        ),
        Way(variables: ["HTTPS_PROXY": "<open>"], uv: "http-proxy = \"<open>\"", untold: ["uv"]),
        Way(variables: ["HTTPS_PROXY": "<open>"], uv: "no-proxy = [\"localhost\"]", untold: []),
    ]

    @Test(arguments: ways) func thatOfAnotherProgramIsItsOwn(_ way: Way) async throws {
        try await ForecastTests.inLab { lab in
            let url = lab.url("as it should be")
            let (open, closed) = (try ConnectProxy(), try ConnectProxy(.refusing(403)))
            let port = url.split(separator: ":").last?.prefix(while: \.isNumber) ?? ""
            let words = [
                ("<open>", open.url), ("<closed>", closed.url), ("<port>", String(port)),
            ]
            func filled(_ text: String) -> String {
                words.reduce(text) { $0.replacing($1.0, with: $1.1) }
            }
            var trial = try await Trial()
            for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT"] {
                trial.environment[name] = lab.pem("root")
            }
            for (name, value) in way.variables { trial.environment[name] = filled(value) }
            let files = [("[global]\n\(way.pip)", "pip/pip.conf"), (way.uv, "uv/uv.toml")]
            for (text, file) in files {
                try trial.directory.write("\(filled(text))\n", to: "home/.config/\(file)")
            }
            let store = try await ForecastTests.stranger.value
            try await ForecastTests().hold("\(way)", trial, url, store, untold: way.untold)
        }
    }
}
