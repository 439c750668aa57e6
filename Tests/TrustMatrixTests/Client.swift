import TestSupport

/// A program that people fetch packages with.
struct Client: Sendable {
    let name: String
    /// Its command line for an index and, where it is told to, a bundle.
    let command: @Sendable (_ trial: Trial, _ url: String, _ bundle: String?) throws -> [String]

    static let wheelbarrow = Client(name: "wheelbarrow") { trial, url, bundle in
        try trial.writeJob(url, bundle.map { ["ca-file = \"\($0)\""] } ?? [])
        return [BuiltProducts.wheelbarrow, "sync", "job.toml"]
    }

    static let pip = Client(name: "pip") { trial, url, bundle in
        [
            PythonEnvironment.python, "-m", "pip", "--disable-pip-version-check", "--no-input",
            "--retries", "0", "download", "--no-deps", "--no-cache-dir", "--dest", "downloads",
            "--index-url", url, "alpha",
        ] + (bundle.map { ["--cert", $0] } ?? [])
    }

    static let uv = uv("uv", [])
    static let uvSystem = uv("uv --system-certs", ["--system-certs"])

    private static func uv(_ name: String, _ options: [String]) -> Client {
        Client(name: name) { trial, url, bundle in
            [
                "\(PythonEnvironment.path)/bin/uv", "pip", "install", "--dry-run", "--no-deps",
                "--no-config", "--no-cache", "--python", PythonEnvironment.python, "--target",
                trial.directory["target"], "--index-url", url, "alpha",
            ] + options + (bundle.map { ["--cert", $0] } ?? [])
        }
    }

    static let curl = Client(name: "curl") { _, url, bundle in
        ["curl", "-sS", "-o", "page", url + "alpha/"] + (bundle.map { ["--cacert", $0] } ?? [])
    }
}
