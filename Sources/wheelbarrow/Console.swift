import CPOSIX
import Foundation
import Glibc
import Primitives
import Reporting
import Transport

/// Standard output, standard error and the end of the process.
enum Console {
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

    /// Whether what was written to standard error can be taken back (terminfo(5) calls a terminal
    /// that cannot dumb; of one without a name nobody knows).
    static func movesCursor(_ environment: [String: String]) -> Bool {
        isErrorTerminal && !["", "dumb"].contains(environment["TERM"] ?? "")
    }

    /// Colour is for terminals, unless `NO_COLOR` says otherwise (no-color.org).
    static func usesColor(_ environment: [String: String]) -> Bool {
        movesCursor(environment) && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// The terminal's width; 80 where there is none.
    static var columns: Int {
        let width = Int(terminal_columns(STDERR_FILENO))
        return width > 0 ? width : 80
    }

    /// What has to hold before anything is opened or written: a reader that went away is no reason to
    /// die in the middle of a run, and a file that grew to its limit (setrlimit(2)) is an error like
    /// any other of the disk.
    static func begin() {
        fill_standard_descriptors()
        forget_key_log()
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Prints the answer and ends the process with its code, or by its signal.
    static func finish(_ answer: Answer, json: Bool) -> Never {
        var document = answer.document
        document.signal = answer.signal
        let result = json ? document.json.cut.pretty : text(answer.lines)
        let failure = write(answer.isTold ? "" : result, to: .standardOutput)
        standardError(text(answer.complaint))
        if let number = answer.signal { die_of_signal(number) }
        Client.endAll()
        if let failure { end(failure, or: document.exitCode) }
        exit(document.exitCode.rawValue)
    }

    /// Prints what the parser of the command line has to say.
    static func finish(message: String, _ code: ExitCode) -> Never {
        let lines = text(
            message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        if code == .ok { standardOutput(lines) } else { standardError(lines) }
        exit(code.rawValue)
    }

    static func standardError(_ text: String) { _ = write(text, to: .standardError) }

    /// Where nobody can hear it the process ends: it would answer a question that nobody asked.
    static func standardOutput(_ text: String) {
        if let failure = write(text, to: .standardOutput) { end(failure, or: .ok) }
    }

    /// For lines that are of use to whoever reads along, and to nobody else.
    static func offer(_ text: String) { _ = write(text, to: .standardOutput) }

    private static func end(_ failure: String, or code: ExitCode) -> Never {
        standardError(
            text(["error: could not write to standard output: \(failure)"]))
        exit(ExitCode.highestRanking([code, .ioerr]).rawValue)
    }

    /// - Returns: why it could not be written.
    private static func write(_ text: String, to file: FileHandle) -> String? {
        do {
            if !text.isEmpty { try file.write(contentsOf: Data(text.utf8)) }
            return nil
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            return reason(cause ?? error as NSError)
        }
    }

    private static func reason(_ error: NSError) -> String {
        switch Int32(error.code) {
        case EBADF: "it is closed"
        case EPIPE: "nobody reads it any more"
        case ENOSPC, EDQUOT: "no space is left"
        case let code: "error \(code) of the system"
        }
    }

    private static func text(_ lines: [String]) -> String {
        lines.isEmpty ? "" : lines.map(\.printable).joined(separator: "\n") + "\n"
    }
}
