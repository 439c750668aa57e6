import ArgumentParser
import CPOSIX
import Dispatch
import Jobs

/// Repaints the progress bar on standard error ten times a second while a run is going.
final class ProgressDisplay {
    private let queue = DispatchQueue(label: "progress")
    private let timer: any DispatchSourceTimer
    private let board: ProgressBoard

    /// - Parameter quiet: whether nobody wants to see a bar that did not ask for one.
    /// - Returns: nil where none is drawn.
    convenience init?(_ wish: Progress, _ board: ProgressBoard, quiet: Bool) {
        let isWanted =
            switch wish {
            case .always: true
            case .never: false
            case .auto: Console.isErrorTerminal && !quiet
            }
        guard isWanted else { return nil }
        self.init(
            board: board, columns: Console.columns,
            color: Console.usesColor(Surroundings.current.environment))
    }

    /// - Parameter columns: the terminal's width.
    init(board: ProgressBoard, columns: Int, color: Bool) {
        self.board = board
        timer = DispatchSource.makeTimerSource(queue: queue)
        let start = ContinuousClock.now
        var bar = ProgressBar(columns: columns, color: color)
        var painted = 0
        timer.setEventHandler {
            let lines = bar.lines(board.snapshot, elapsed: ContinuousClock.now - start)
            Console.standardError(Self.repaint(lines, over: painted))
            painted = lines.count
        }
        timer.setCancelHandler { Console.standardError(Self.repaint([], over: painted)) }
        timer.schedule(deadline: .now(), repeating: .milliseconds(100))
        timer.activate()
    }

    /// Takes the bar off the terminal.
    func stop() {
        timer.cancel()
        queue.sync {}
    }

    /// Moves up over what was painted, paints `lines`, clears the rest.
    private static func repaint(_ lines: [String], over painted: Int) -> String {
        let up = painted > 0 ? "\u{1B}[\(painted)A" : ""
        return up + "\r\u{1B}[J" + lines.map { $0 + "\n" }.joined()
    }
}

/// When a progress bar is drawn.
enum Progress: String, CaseIterable, ExpressibleByArgument {
    /// On a terminal.
    case auto
    case always
    case never
}
