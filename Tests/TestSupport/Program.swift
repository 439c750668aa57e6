import Glibc

/// A command as a person would run it, in an environment that is exactly what the test says.
package struct Program: Sendable {
    package var path: String
    package var arguments: [String]
    package var environment: [String: String]
    package var directory: String?
    package var input: [UInt8]
    /// Descriptors that the child gets as 3, 4, …; it inherits no others.
    package var descriptors: [Int32] = []

    /// - Parameters:
    ///   - path: absolute, or a name that is looked up in `PATH` of `environment`.
    ///   - environment: all of it: nothing comes from the test process.
    ///   - directory: the working directory; that of the test process by default.
    package init(
        _ path: String, _ arguments: [String] = [],
        environment: [String: String] = Program.hermeticEnvironment, directory: String? = nil,
        input: [UInt8] = []
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
    }

    /// A search path and a home that does not exist: no proxies, no trust variables, no settings. uv
    /// fetches no Python that is not here.
    package static let hermeticEnvironment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
        "UV_PYTHON_DOWNLOADS": "never",
    ]

    /// Starts it; it is killed when the last reference to the value goes.
    package func start() throws -> RunningProgram { try RunningProgram(self) }

    /// Runs it to its end.
    ///
    /// Tests run side by side, far more of them than there are cores; only a few programs do.
    /// - Parameter timeoutSeconds: a bound for tests that would hang: past it the program is killed
    ///   and `ProgramError` thrown.
    package func run(timeoutSeconds: Int = 120) async throws -> Outcome {
        try await Self.turnstile.pass { try await runAtOnce(timeoutSeconds: timeoutSeconds) }
    }

    /// Runs it without waiting for a place, for tests that keep something waiting meanwhile.
    package func runAtOnce(timeoutSeconds: Int = 120) async throws -> Outcome {
        try await start().wait(timeoutSeconds: timeoutSeconds)
    }

    private static let turnstile = Turnstile(6)

    /// Like `run`, for set-up code that cannot be async.
    package func runBlocking(timeoutSeconds: Int = 120) throws -> Outcome {
        try start().waitBlocking(timeoutSeconds: timeoutSeconds)
    }

    /// Runs it to its end, which must be exit code 0.
    /// - Returns: standard output.
    @discardableResult
    package func outputBlocking() throws -> String {
        let outcome = try runBlocking()
        guard outcome.succeeded else {
            throw ProgramError(path: path, reason: "\(outcome.status): \(outcome.errors)")
        }
        return outcome.output
    }

    package static func run(
        _ path: String, _ arguments: [String] = [],
        environment: [String: String] = Program.hermeticEnvironment, directory: String? = nil,
        input: [UInt8] = [], timeoutSeconds: Int = 120
    ) async throws -> Outcome {
        try await Program(
            path, arguments, environment: environment, directory: directory, input: input
        ).run(timeoutSeconds: timeoutSeconds)
    }

    /// The absolute path of the program, by the `PATH` that it is run with.
    func resolvedPath() throws -> String {
        if path.contains("/") { return path }
        for directory in (environment["PATH"] ?? "").split(separator: ":") {
            let candidate = "\(directory)/\(path)"
            if unsafe access(candidate, X_OK) == 0 { return candidate }
        }
        throw ProgramError(path: path, reason: "not found in PATH")
    }
}
