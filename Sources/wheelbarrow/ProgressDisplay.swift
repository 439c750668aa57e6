import CPOSIX
import Dispatch
import Jobs

/// Repaints the progress bar on standard error ten times a second while a run is going.
final class ProgressDisplay {
    private let queue = DispatchQueue(label: "progress")
    private let timer: any DispatchSourceTimer
    private let board: ProgressBoard

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
