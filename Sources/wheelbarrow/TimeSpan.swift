import ArgumentParser
import Inputs
import Jobs

/// A duration on the command line, such as `30s`, `5h`, `14d`.
struct TimeSpan: Sendable {
    let duration: Duration

    /// - Throws: `ValidationError`, which says how one is written.
    init(_ argument: String) throws {
        guard let duration = DurationText.parse(argument) else {
            throw ValidationError("it wants a number and its unit, as in 30s, 5m, 2h or 14d")
        }
        self.duration = duration
    }
}

extension LockWait: ExpressibleByArgument {
    /// `skip`, `wait`, `wait=DUR` or `fail`.
    public init?(argument: String) {
        switch argument {
        case "skip": self = .skip
        case "fail": self = .fail
        case "wait": self = .wait(nil)
        default:
            guard argument.hasPrefix("wait="),
                let limit = DurationText.parse(String(argument.dropFirst(5)))
            else { return nil }
            self = .wait(limit)
        }
    }
}
