package import Primitives

/// Who holds a mirror's lock, as its file says.
package struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    package let processID: Int32
    package let start: Instant
    package let command: String
    package let phase: String

    package init(processID: Int32, start: Instant, command: String, phase: String) {
        self.processID = processID
        self.start = start
        self.command = command
        self.phase = phase
    }

    /// - Returns: nil unless `text` names a process and a start.
    init?(parsing text: String) {
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            values[line[..<colon]] = line[line.index(after: colon)...].drop { $0 == " " }
        }
        guard let processID = values["pid"].flatMap({ Int32($0) }),
            let start = values["start"].flatMap({ Instant(rfc3339: $0) })
        else { return nil }
        self.init(
            processID: processID, start: start, command: String(values["command"] ?? ""),
            phase: String(values["phase"] ?? ""))
    }

    /// The file's text.
    var text: String {
        "pid: \(processID)\nstart: \(start)\ncommand: \(oneLine(command))\nphase: \(oneLine(phase))\n"
    }

    private func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    package var description: String {
        "process \(processID) since \(start)" + (command.isEmpty ? "" : " (\(command))")
    }
}
