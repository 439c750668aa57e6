/// How a program ended and what it said.
package struct Outcome: Sendable, CustomStringConvertible {
    /// The two ways for a process to end.
    package enum Status: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    package let status: Status
    package let standardOutput: [UInt8]
    package let standardError: [UInt8]

    package var output: String { String(decoding: standardOutput, as: UTF8.self) }
    package var errors: String { String(decoding: standardError, as: UTF8.self) }
    package var description: String { "\(status)\n\(output)\n\(errors)" }
    package var succeeded: Bool { status == .exited(0) }
}

/// A program that could not be started, overran its bound, or failed where it had to succeed.
package struct ProgramError: Error, CustomStringConvertible {
    package let path: String
    package let reason: String

    package var description: String { "\(path): \(reason)" }
}
