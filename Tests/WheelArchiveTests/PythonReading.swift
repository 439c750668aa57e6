import TestSupport
import Testing

/// What Python's standard library reads out of archives.
enum PythonReading {
    /// SHA-256 by name, by the archive's path.
    typealias Contents = [String: [String: String]]

    /// - Parameter code: prints lines of path, name and SHA-256, with tabs between.
    static func run(_ code: String, _ arguments: [String]) async throws -> Contents {
        let outcome = try await Program.run(
            PythonEnvironment.python, ["-I", "-c", code] + arguments)
        try #require(outcome.succeeded, "\(outcome.errors)")
        var contents: Contents = [:]
        for line in outcome.output.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            contents[String(fields[0]), default: [:]][String(fields[1])] = String(fields[2])
        }
        return contents
    }
}
