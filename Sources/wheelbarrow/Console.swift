import CPOSIX
import Foundation
import Glibc
import Reporting
import Transport

/// Standard output, standard error and the end of the process.
enum Console {
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

    /// Colour is for terminals, unless `NO_COLOR` says otherwise (no-color.org).
    static func usesColor(_ environment: [String: String]) -> Bool {
        isErrorTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The terminal's width; 80 where there is none.
    static var columns: Int {
        let width = Int(terminal_columns(STDERR_FILENO))
        return width > 0 ? width : 80
    }

    /// A reader that went away is no reason to die in the middle of a run, and a file that grew to
    /// its limit (setrlimit(2)) is an error like any other of the disk.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Prints the answer and ends the process with its code, or by its signal.
    static func finish(_ answer: Answer, json: Bool) -> Never {
        write(json ? answer.document.json.pretty : text(answer.lines), to: .standardOutput)
        standardError(text(answer.complaint))
        if let number = answer.signal { die_of_signal(number) }
        Client.endAll()
        exit(answer.document.exitCode.rawValue)
    }

    static func standardError(_ text: String) { write(text, to: .standardError) }

    static func standardOutput(_ text: String) { write(text, to: .standardOutput) }

    /// A closed or full descriptor has nobody behind it who could be told.
    private static func write(_ text: String, to file: FileHandle) {
        try? file.write(contentsOf: Data(text.utf8))
    }

    private static func text(_ lines: [String]) -> String {
        lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }
}
