import TestSupport
import Testing

/// Each forecast that is given, held against the program that it is about.
@Suite struct ForecastTests {
    private static let turnstile = Turnstile(3)

    static let stranger = Once {
        try await PrivateStore(
            distribution: ["corp.crt": ForecastLab.shared.text("other")],
            hosts: ForecastLab.hosts)
    }

    /// What the program foretells by client, without what is not told.
    private func forecasts(
        _ trial: Trial, _ url: String, _ store: PrivateStore
    ) async throws -> [String: String] {
        var trial = trial
        trial.store = store
        let seen = try await trial.probe(url)
        #expect(seen.host["verified"].bool == true, "\(seen)")
        let lines = seen.host["forecasts"].array.compactMap(\.string)
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let end = line.firstRange(of: ": ") else { return nil }
            return (String(line[..<end.lowerBound]), String(line[end.upperBound...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func hold(
        _ setup: String, _ trial: Trial, _ url: String, _ store: PrivateStore,
        untold: Set<String> = []
    ) async throws {
        let told = try await forecasts(trial, url, store)
        #expect(Set(told.keys) == Set(RealClient.all.map(\.name)).subtracting(untold), "\(setup)")
        for client in RealClient.all {
            guard let forecast = told[client.name] else { continue }
            let fate = try await client.fate(trial, url, store)
            let isRight =
                switch fate {
                case .fetches: forecast == "ok"
                case .isRefused:
                    forecast != "ok"
                        && (client.name != "requests" || !Self.isOfSomeVersions(forecast))
                case .fails: false
                case .depends(before: true, since: false): forecast.contains("since Python 3.13")
                case .depends: forecast.contains("before Python 3.13")
                }
            #expect(isRight, "\(setup): \(client.name): \(fate), foretold: \(forecast)")
        }
    }

    /// Whether everything it says holds for some versions of Python alone.
    private static func isOfSomeVersions(_ forecast: String) -> Bool {
        forecast.split(separator: "; refused").allSatisfy { $0.contains("Python 3.13") }
            && !(forecast.contains("since Python") && forecast.contains("before Python"))
    }

    /// A few at a time; none where the system allows no stores of one's own.
    static func inLab(_ body: (ForecastLab) async throws -> Void) async throws {
        if let obstacle = try await PrivateStore.obstacle {
            print("no forecasts: \(obstacle)")
            return
        }
        try await turnstile.pass { try await body(try await ForecastLab.shared) }
    }

    @Test(arguments: ForecastCase.all) func whatBecomesOfACertificate(
        _ item: ForecastCase
    ) async throws {
        try await Self.inLab { lab in
            var trial = try await Trial()
            for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"] {
                trial.environment[name] = lab.pem(item.anchor)
            }
            try await hold(
                item.setup, trial, lab.url(item.setup), Self.stranger.value, untold: item.untold)
        }
    }

    /// Where the authority of an index is trusted.
    struct Place: Sendable, CustomTestStringConvertible {
        let setup: String
        var isInDistribution = false
        var isLocal = false
        /// By what it names: the authority, a stranger, nothing, or directories of either.
        var variables: [String: String] = [:]
        /// Lines of pip.conf and uv.toml; with any, this program is told of the authority itself.
        var pip = ""
        var uv = ""

        var testDescription: String { setup }
    }

    private static let places: [Place] =
        [
            Place(setup: "the system's distribution", isInDistribution: true),
            Place(setup: "the system's local folder", isLocal: true),
            Place(
                setup: "system, uv told so", isLocal: true, variables: ["UV_SYSTEM_CERTS": "1"]),
            Place(
                setup: "system, uv told so the old way", isLocal: true,
                variables: ["UV_NATIVE_TLS": "true"]),
            Place(
                setup: "system, uv told not to", isLocal: true,
                variables: ["UV_SYSTEM_CERTS": "false"]),
            Place(setup: "hashed", variables: ["SSL_CERT_DIR": "hashed"]),
            Place(setup: "unhashed", variables: ["SSL_CERT_DIR": "unhashed"]),
            Place(setup: "hashed for requests", variables: ["REQUESTS_CA_BUNDLE": "hashed"]),
            Place(setup: "unhashed for requests", variables: ["REQUESTS_CA_BUNDLE": "unhashed"]),
            Place(
                setup: "pip's before requests'",
                variables: ["PIP_CERT": "root", "REQUESTS_CA_BUNDLE": "other"]),
            Place(
                setup: "a stranger for OpenSSL", isLocal: true,
                variables: ["PIP_CERT": "root", "SSL_CERT_FILE": "other"]),
            Place(
                setup: "strangers for OpenSSL", isLocal: true,
                variables: [
                    "PIP_CERT": "root", "SSL_CERT_FILE": "other", "SSL_CERT_DIR": "strange",
                ]),
            Place(
                setup: "file and directory",
                variables: ["SSL_CERT_FILE": "other", "SSL_CERT_DIR": "hashed"]),
            Place(
                setup: "curl's after pip's",
                variables: ["PIP_CERT": "root", "CURL_CA_BUNDLE": "other"]),
            Place(
                setup: "a missing bundle for curl", isLocal: true,
                variables: ["PIP_CERT": "root", "CURL_CA_BUNDLE": "missing"]),
            Place(
                setup: "a missing file for OpenSSL", isLocal: true,
                variables: ["PIP_CERT": "root", "SSL_CERT_FILE": "missing"]),
        ]
        + ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT"].map {
            Place(setup: "\($0) alone", variables: [$0: "root"])
        }

    /// What their own files and variables say.
    private static let settings: [Place] = [
        Place(setup: "cert", pip: "cert = <root>", uv: "system-certs = true"),
        Place(
            setup: "cert, system", isLocal: true, pip: "cert = <root>", uv: "system-certs = true"),
        Place(setup: "a cert that is not there", isLocal: true, pip: "cert = <missing>"),
        Place(
            setup: "a stranger's cert", isLocal: true, pip: "cert = <other>",
            uv: "native-tls = true"),
        Place(
            setup: "PIP_CERT before cert", variables: ["PIP_CERT": "other"], pip: "cert = <root>"),
        Place(
            setup: "requests' before cert", variables: ["REQUESTS_CA_BUNDLE": "other"],
            pip: "cert = <root>"),
        Place(
            setup: "legacy certificates", isLocal: true, pip: "use-deprecated = legacy-certs",
            uv: "system-certs = false\nnative-tls = true"),
        Place(
            setup: "legacy certificates and cert", isLocal: true,
            pip: "use-deprecated = legacy-certs\ncert = <root>", uv: "native-tls = false"),
        Place(
            setup: "legacy certificates by variable", isLocal: true,
            variables: ["PIP_USE_DEPRECATED": "legacy-certs", "UV_SYSTEM_CERTS": "false"],
            pip: "retries = 0", uv: "system-certs = true"),
        Place(
            setup: "strangers that hide the system", isLocal: true,
            variables: ["SSL_CERT_FILE": "other", "SSL_CERT_DIR": "strange"],
            pip: "retries = 0"),
        Place(
            setup: "hosts excepted", pip: "trusted-host = LOCALHOST",
            uv: "allow-insecure-host = [\"localhost\"]"),
        Place(
            setup: "hosts excepted and no cert",
            pip: "trusted-host = a.example localhost\ncert = <missing>",
            uv: "allow-insecure-host = [\"a.example\", \"https://localhost\"]"),
        Place(
            setup: "other ports excepted", pip: "trusted-host = localhost:1",
            uv: "allow-insecure-host = [\"localhost:1\"]"),
        Place(
            setup: "every host excepted", pip: "trusted-host = *",
            uv: "allow-insecure-host = [\"*\"]"),
        Place(
            setup: "excepted by variables",
            variables: ["PIP_TRUSTED_HOST": "localhost", "UV_INSECURE_HOST": "localhost"],
            pip: "retries = 0"),
    ]

    @Test(arguments: ForecastTests.places + ForecastTests.settings) func whereAnAuthorityIsTrusted(
        _ place: Place
    ) async throws {
        try await Self.inLab { lab in
            let root = try lab.text("root")
            var shipped = ["other.crt": try lab.text("other")]
            if place.isInDistribution { shipped["corp.crt"] = root }
            let store = try await PrivateStore(
                distribution: shipped, local: place.isLocal ? ["corp.crt": Array(root.utf8)] : [:])
            var trial = try await Trial()
            for (name, value) in place.variables {
                trial.environment[name] = try Self.value(value, trial, lab)
            }
            if !(place.pip + place.uv).isEmpty {
                trial.environment["WHEELBARROW_CA_FILE"] = lab.pem("root")
                for (text, file) in [
                    ("[global]\n\(place.pip)", "pip/pip.conf"), (place.uv, "uv/uv.toml"),
                ] {
                    let filled = ["root", "other", "missing"].reduce(text) { text, name in
                        text.replacing("<\(name)>", with: lab.pem(name))
                    }
                    try trial.directory.write("\(filled)\n", to: "home/.config/\(file)")
                }
            }
            try await hold(place.setup, trial, lab.url("as it should be"), store)
        }
    }

    private static func value(
        _ word: String, _ trial: Trial, _ lab: ForecastLab
    ) throws -> String {
        switch word {
        case "root", "other": return lab.pem(word)
        case "missing": return trial.directory["missing.pem"]
        case "hashed", "unhashed", "strange":
            let file = "\(word)/ca.pem"
            try trial.directory.write(lab.text(word == "strange" ? "other" : "root"), to: file)
            if word != "unhashed" {
                try Program("openssl", ["rehash", trial.directory[word]]).outputBlocking()
            }
            return trial.directory[word]
        default: return word
        }
    }
}
