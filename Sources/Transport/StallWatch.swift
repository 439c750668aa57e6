/// Notices a transfer that brings less than 1 KiB/s over a whole timeout.
struct StallWatch {
    private struct Mark {
        let time: Duration
        let bytes: Int64
    }

    private static let leastBytesPerSecond = 1024.0

    /// Oldest first; the first is as old as the timeout, or as the watch.
    private var marks: [Mark] = []

    /// - Parameters:
    ///   - time: on any clock that goes on while bytes could arrive.
    ///   - bytes: received so far.
    mutating func isStalled(at time: Duration, bytes: Int64, timeout: Duration) -> Bool {
        marks.append(Mark(time: time, bytes: bytes))
        while marks.count > 1, time - marks[1].time >= timeout { marks.removeFirst() }
        let span = time - marks[0].time
        guard span >= timeout else { return false }
        return Double(bytes - marks[0].bytes) < Self.leastBytesPerSecond * (span / .seconds(1))
    }
}
