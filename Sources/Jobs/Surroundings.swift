package import Primitives

/// What a run may know of the process around it; nothing below reads it otherwise.
package struct Surroundings: Sendable {
    package let environment: [String: String]
    package let workingDirectory: String
    package let hostName: String
    package let processID: Int32
    /// The command line, for the lock file: people ask who holds it.
    package let command: String
    /// The wall clock.
    package let now: @Sendable () -> Instant

    package init(
        environment: [String: String], workingDirectory: String, hostName: String,
        processID: Int32, command: String, now: @escaping @Sendable () -> Instant
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.hostName = hostName
        self.processID = processID
        self.command = command
        self.now = now
    }

    /// `path` made absolute against the working directory.
    package func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
    }
}
