import TestSupport

/// A program that a forecast is about, asked to fetch.
struct RealClient: Sendable {
    /// As forecasts name it.
    let name: String
    private let command: @Sendable (_ trial: Trial, _ url: String) throws -> [String]

    static let all: [RealClient] = [
        RealClient(name: "pip") { try Client.pip.command($0, $1, nil) },
        RealClient(name: "uv") {
            try Client.uv.command($0, $1, nil).filter { $0 != "--no-config" }
        },
        RealClient(name: "requests") { _, url in
            [PythonEnvironment.python, "-c", get, url]
        },
    ]

    /// requests as pip brings it along, once as it is on the Python at hand, and once with what its
    /// urllib3 asks of OpenSSL since Python 3.13.
    private static let get = """
        import sys
        from pip._vendor import requests
        def fetch():
            try: return requests.get(sys.argv[1], timeout=60).status_code == 200
            except requests.exceptions.SSLError: return False
            except OSError as error:
                if 'TLS CA' in str(error): return False
                raise
        before = fetch()
        sys.version_info = (3, 13, 0, 'final', 0)
        print(before, fetch())
        """

    /// What becomes of it.
    enum Fate: Hashable {
        case fetches
        case isRefused
        /// For reasons of its own.
        case fails(String)
        /// By some versions of Python only.
        case depends(before: Bool, since: Bool)
    }

    func fate(_ trial: Trial, _ url: String, _ store: PrivateStore) async throws -> Fate {
        let words = try command(trial, url)
        let program = Program(
            words[0], Array(words.dropFirst()),
            environment: trial.environment.merging(["UV_HTTP_RETRIES": "0"]) { $1 },
            directory: trial.directory.path)
        let outcome = try await store.entered(by: program).run()
        if name == "requests" {
            let answers = outcome.output.split(separator: "\n").last?.split(separator: " ") ?? []
            guard outcome.succeeded, answers.count == 2 else {
                return .fails(outcome.description)
            }
            let (before, since) = (answers[0] == "True", answers[1] == "True")
            guard before == since else { return .depends(before: before, since: since) }
            return before ? .fetches : .isRefused
        }
        if outcome.succeeded { return .fetches }
        let said = (outcome.output + outcome.errors).lowercased()
        let isAboutTLS = ["certificate", "ssl", "handshake", "tls"].contains(where: said.contains)
        return isAboutTLS ? .isRefused : .fails(outcome.description)
    }
}
