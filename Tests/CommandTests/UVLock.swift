/// Texts of lock files as uv writes them.
enum UVLock {
    /// Of a project that depends on one release of one package.
    /// - Parameter files: lines of the package.
    static func ofAlpha(registry: String, _ files: String) -> String {
        """
        version = 1
        revision = 3
        requires-python = ">=3.11"

        [[package]]
        name = "app"
        version = "1"
        source = { virtual = "." }
        dependencies = [{ name = "alpha" }]

        [[package]]
        name = "alpha"
        version = "1.0"
        source = { registry = "\(registry)" }
        \(files)

        """
    }
}
