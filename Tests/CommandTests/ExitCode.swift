/// The table of exit codes, with the names that `outcome` carries.
enum ExitCode: Int32 {
    case ok = 0
    case partial = 10
    case `guard` = 11
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

    var name: String { self == .protocolError ? "protocol" : "\(self)" }
}
