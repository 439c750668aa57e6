import TestSupport
import Testing

/// A small project that uv's own backend builds without a network.
enum UVProject {
    /// - Parameter form: `--wheel` or `--sdist`.
    /// - Returns: the project's directory; what was built stands in `dist`.
    static func built(_ form: String) async throws -> TemporaryDirectory {
        let project = try TemporaryDirectory()
        try project.write("x = 1\n", to: "src/demo/__init__.py")
        try project.write(
            """
            [project]
            name = "demo"
            version = "1.0"
            dependencies = ["other >= 2"]
            [build-system]
            requires = ["uv_build"]
            build-backend = "uv_build"
            """, to: "pyproject.toml")
        let outcome = try await Program.run(
            "\(PythonEnvironment.path)/bin/uv",
            [
                "build", form, "--offline", "--no-cache", "--no-config", "--python",
                PythonEnvironment.python,
            ], directory: project.path)
        try #require(outcome.succeeded, "\(outcome)")
        return project
    }
}
