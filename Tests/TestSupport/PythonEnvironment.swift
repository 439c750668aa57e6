/// Real pip and uv, in the virtual environment that the set-up script makes.
package enum PythonEnvironment {
    /// `WHEELBARROW_TEST_VENV`, else `.tools/venv` of the checkout.
    package static let path =
        ProcessEnvironment.current["WHEELBARROW_TEST_VENV"] ?? "\(Checkout.root)/.tools/venv"

    package static var python: String { "\(path)/bin/python" }

    /// What a client must be told to trust a private authority, and how it is asked to install.
    package struct Client: Sendable {
        let program: String
        let command: [String]

        package static let pip = Client(
            program: "\(path)/bin/python",
            command: [
                "-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input",
                "install", "--no-cache-dir", "--no-warn-script-location",
            ])
        package static let uv = Client(
            program: "\(path)/bin/uv",
            command: ["pip", "install", "--no-config", "--no-cache", "--python", python])
    }

    /// Installs from one index and nowhere else.
    /// - Parameters:
    ///   - index: nil: from no index at all.
    ///   - target: the directory that the packages end up in.
    ///   - environment: added to an otherwise hermetic one.
    package static func install(
        _ requirements: [String], with client: Client, from index: String?, into target: String,
        arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> Outcome {
        let home = try TemporaryDirectory()
        let variables = Program.hermeticEnvironment
            .merging(["HOME": home.path, "TMPDIR": home.path]) { $1 }
            .merging(environment) { $1 }
        return try await Program.run(
            client.program,
            client.command + (index.map { ["--index-url", $0] } ?? ["--no-index"])
                + ["--target", target] + arguments + requirements,
            environment: variables, directory: home.path)
    }

    /// The `__version__` of an installed test package.
    package static func version(of module: String, in target: String) async throws -> String {
        let code =
            "import sys; sys.path.insert(0, sys.argv[1]); import \(module); "
            + "print(\(module).__version__)"
        let outcome = try await Program.run(python, ["-I", "-c", code, target])
        guard outcome.succeeded else {
            throw ProgramError(path: python, reason: outcome.errors)
        }
        return String(outcome.output.dropLast())
    }
}
