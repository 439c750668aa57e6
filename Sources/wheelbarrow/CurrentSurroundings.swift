import Cryptography
import Foundation
import Jobs
import Primitives

extension Surroundings {
    /// Those of this process.
    static let current = Surroundings(
        environment: ProcessInfo.processInfo.environment,
        workingDirectory: (try? LocalFile.workingDirectory())
            ?? FileManager.default.currentDirectoryPath,
        hostName: ProcessInfo.processInfo.hostName,
        processID: ProcessInfo.processInfo.processIdentifier,
        command: ProgramArguments.all.joined(separator: " "),
        now: { Instant.now })
}

extension Instant {
    /// The wall clock's.
    fileprivate static var now: Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
