import ArgumentParser
import CPOSIX
import Dispatch
import Jobs

/// Shows on standard error how far a run is: a bar that is repainted ten times a second, or plain
/// lines where there is no terminal that could take one back.
final class ProgressDisplay {
    private let queue = DispatchQueue(label: "progress")
    private let timer: any DispatchSourceTimer
    private let canvas: Canvas

    /// - Parameter quiet: whether nobody wants to see a bar that did not ask for one.
    /// - Returns: nil where none is drawn.
    convenience init?(_ wish: Progress, _ board: ProgressBoard, quiet: Bool) {
        let environment = Surroundings.current.environment
        let isWanted =
            switch wish {
            case .always: true
            case .never: false
            case .auto: Console.movesCursor(environment) && !quiet
            }
        guard isWanted else { return nil }
        self.init(board: board, environment: environment)
    }

    private init(board: ProgressBoard, environment: [String: String]) {
        let bar = ProgressBar(
            columns: Console.columns, color: Console.usesColor(environment),
            glyphs: .init(environment))
        canvas = Canvas(board: board, bar: bar, isPlain: !Console.movesCursor(environment))
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler { [canvas] in canvas.paint() }
        timer.schedule(deadline: .now(), repeating: .milliseconds(100))
        timer.activate()
    }

    /// Takes the bar off the terminal; nothing of it is written afterwards.
    func stop() {
        timer.cancel()
        queue.sync { canvas.clear() }
    }
}

/// What of the bar stands on the terminal; used on one queue alone.
private final class Canvas: @unchecked Sendable {
    private let board: ProgressBoard
    private var bar: ProgressBar
    private let isPlain: Bool
    private let start = ContinuousClock.now
    /// The widths of the lines that stand there.
    private var painted: [Int] = []
    private var lastLine: String?
    private var isCleared = false

    init(board: ProgressBoard, bar: ProgressBar, isPlain: Bool) {
        self.board = board
        self.bar = bar
        self.isPlain = isPlain
    }

    func paint() {
        // A tick may come in after the end.
        if isCleared { return }
        if isPlain { return tell() }
        let lines = bar.lines(board.snapshot, elapsed: ContinuousClock.now - start)
        Console.standardError(takenBack + lines.map { $0 + "\n" }.joined())
        painted = lines.map { $0.replacing(#/\u{1B}\[[0-9]*m/#, with: "").count }
        bar.columns = Console.columns
    }

    func clear() {
        if !isCleared, !painted.isEmpty { Console.standardError(takenBack) }
        isCleared = true
    }

    private func tell() {
        guard let line = bar.plainLine(board.snapshot), line != lastLine else { return }
        lastLine = line
        Console.standardError(line + "\n")
    }

    /// Moves up over what stands there and clears it. A terminal that has become narrower has
    /// wrapped the lines.
    private var takenBack: String {
        let columns = max(1, Console.columns)
        let rows = painted.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
        return (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
    }
}

/// When a progress bar is drawn.
enum Progress: String, CaseIterable, ExpressibleByArgument {
    /// On a terminal.
    case auto
    case always
    case never
}
