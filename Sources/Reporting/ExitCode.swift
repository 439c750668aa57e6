/// How a run ends, as callers see it: sysexits(3) codes, and our own from 10 up because systemd
/// gives 2 to 7 other names.
package enum ExitCode: Int32, Sendable, CaseIterable {
    case ok = 0
    case partial = 10
    case guarded = 11
    case gap = 12
    case usage = 64
    case dataerr = 65
    case noinput = 66
    case unavailable = 69
    case software = 70
    case cantcreat = 73
    case ioerr = 74
    case tempfail = 75
    case protocolError = 76
    case noperm = 77
    case config = 78

    /// The code's name in messages and JSON.
    package var name: String {
        switch self {
        case .guarded: "guard"
        case .protocolError: "protocol"
        default: String(describing: self)
        }
    }

    /// When everything failed, the reason that ranks highest here gives the code.
    private static let ranking: [ExitCode] = [
        .software, .usage, .config, .guarded, .noperm, .dataerr, .protocolError, .ioerr, .cantcreat,
        .unavailable, .noinput, .gap, .tempfail, .partial, .ok,
    ]

    /// The one of `codes` that says most about a run in which all of them occurred.
    package static func highestRanking(_ codes: some Sequence<ExitCode>) -> ExitCode {
        let present = Set(codes)
        return ranking.first(where: present.contains) ?? .ok
    }

    /// Whether a mirror is as fresh as its upstream lets it be after this code.
    package var countsAsSuccess: Bool { self == .ok || self == .partial }
}
