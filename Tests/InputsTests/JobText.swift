@testable import Inputs

/// Reads job files the way the tests want them: a fixed place, a small environment.
enum JobText {
    static let directory = "/srv/jobs"

    /// The least that a job needs, to put settings behind.
    static let minimal = """
        mirror = "../mirror"
        [select]
        projects = ["*"]
        dependencies = false

        """

    static func read(
        _ text: String, path: String = "lab.toml", environment: [String: String] = [:]
    ) throws(InvalidInput) -> JobFile {
        try JobFileReader.read(
            bytes: Array(text.utf8), path: path, directory: directory, environment: environment,
            home: "/home/ada")
    }

    /// What is wrong with a job, one line each; empty where nothing is.
    static func problems(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
