import Jobs
import Primitives
import Reporting

/// Draws a run on a terminal: one bar for the whole, and the files in flight below it.
struct ProgressBar {
    /// The terminal's width, as it is now.
    var columns: Int
    private let color: Bool
    private let glyphs: Glyphs
    private var rate = RateMeter()

    /// What the bar is made of, as far as the terminal can show it.
    struct Glyphs {
        let filled: String
        let empty: String
        let more: String

        /// - Parameter environment: its locale says whether there is more than ASCII (locale(7)).
        init(_ environment: [String: String]) {
            let locale =
                ["LC_ALL", "LC_CTYPE", "LANG"].lazy
                .compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
            let isUnicode = locale.lowercased().filter { $0 != "-" }.contains("utf8")
            (filled, empty, more) = isUnicode ? ("█", "░", "…") : ("#", ".", "...")
        }
    }

    init(columns: Int, color: Bool, glyphs: Glyphs) {
        self.columns = columns
        self.color = color
        self.glyphs = glyphs
    }

    private static let shownItems = 4

    /// The lines that show `state`, none longer than the terminal is wide.
    /// - Parameter elapsed: time since the run began, for rate and time left.
    mutating func lines(_ state: ProgressBoard.Snapshot, elapsed: Duration) -> [String] {
        rate.note(bytes: state.doneBytes, at: elapsed)
        switch state.phase {
        case .starting: return [fit("starting")]
        case .waiting: return [fit("waiting for another run to finish")]
        case .resolving: return [fit("resolving: \(state.done) pages and metadata read")]
        case .pages: return [bar("pages", state, counts: "\(state.done)/\(state.total)")]
        case .files:
            return [bar("files", state, counts: fileCounts(state))] + items(state.inFlight)
        case .publishing: return [fit("publishing")]
        case .finished: return []
        }
    }

    /// One line without a bar, for whatever is no terminal; it changes with each tenth.
    func plainLine(_ state: ProgressBoard.Snapshot) -> String? {
        switch state.phase {
        case .finished: return nil
        case .starting: return "starting"
        case .waiting: return "waiting for another run to finish"
        case .resolving: return "resolving"
        case .publishing: return "publishing"
        case .pages, .files:
            let tenths = Int(fraction(state) * 10)
            return "\(state.phase): \(tenths * 10) % of \(state.total)"
        }
    }

    private func fileCounts(_ state: ProgressBoard.Snapshot) -> String {
        var text = "\(state.done)/\(state.total)  \(ByteCount(state.doneBytes))"
        if state.totalBytes > 0 { text += " of \(ByteCount(state.totalBytes))" }
        if let speed = rate.bytesPerSecond, speed > 0 {
            text += "  \(ByteCount(speed))/s"
            if state.totalBytes > state.doneBytes {
                text += "  \(clock((state.totalBytes - state.doneBytes) / speed)) left"
            }
        }
        return text
    }

    private func bar(_ label: String, _ state: ProgressBoard.Snapshot, counts: String) -> String {
        let share = fraction(state)
        let failed = state.failed > 0 ? "  \(state.failed) failed" : ""
        let tail = "  \(counts)\(failed)"
        let width = max(10, min(30, columns - label.count - tail.count - 3))
        let filled = Int((Double(width) * share).rounded())
        let drawn =
            String(repeating: glyphs.filled, count: filled)
            + String(repeating: glyphs.empty, count: width - filled)
        let room = columns - label.count - width - 2
        guard room > 0 else { return fit("\(label)\(tail)") }
        let painted = color ? "\u{1B}[32m\(drawn)\u{1B}[0m" : drawn
        return "\(label) \(painted)\(Self.cut(tail, to: room))"
    }

    /// Without the last of its parts, as far as there is no room for them.
    private static func cut(_ tail: String, to room: Int) -> Substring {
        var rest = tail[...]
        while rest.count > room, let gap = rest.ranges(of: "  ").last {
            rest = rest[..<gap.lowerBound]
        }
        return rest.prefix(room)
    }

    private func fraction(_ state: ProgressBoard.Snapshot) -> Double {
        let share =
            state.totalBytes > 0
            ? Double(state.doneBytes) / Double(state.totalBytes)
            : Double(state.done) / Double(max(1, state.total))
        return min(1, max(0, share))
    }

    private func items(_ items: [ProgressBoard.Item]) -> [String] {
        var lines = items.prefix(Self.shownItems).map { item in
            let size = item.size.map { " of \(ByteCount($0))" } ?? ""
            return fit("  \(item.name.printable)  \(ByteCount(item.bytes))\(size)")
        }
        if items.count > Self.shownItems {
            lines.append(fit("  and \(items.count - Self.shownItems) more"))
        }
        return lines
    }

    private func fit(_ line: String) -> String {
        line.count < columns
            ? line : String(line.prefix(max(0, columns - 1 - glyphs.more.count))) + glyphs.more
    }

    private func clock(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        if minutes >= 60 { return "\(minutes / 60) h \(minutes % 60) min" }
        return minutes > 0 ? "\(minutes) min \(seconds % 60) s" : "\(seconds) s"
    }
}

/// The rate of the last few seconds, so that a stall shows.
private struct RateMeter {
    private var samples: [(at: Duration, bytes: Int64)] = []
    private static let window = Duration.seconds(5)

    mutating func note(bytes: Int64, at instant: Duration) {
        if let last = samples.last, last.bytes > bytes { samples.removeAll() }
        samples.append((instant, bytes))
        while samples.count > 2, instant - samples[0].at > Self.window { samples.removeFirst() }
    }

    var bytesPerSecond: Int64? {
        guard let first = samples.first, let last = samples.last, last.at > first.at else {
            return nil
        }
        return Int64(Double(last.bytes - first.bytes) / (last.at - first.at).seconds)
    }
}
