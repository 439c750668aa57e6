package import MirrorStore
package import Primitives
internal import Synchronization

/// The log of one run: JSON lines in `MIRROR/runs/`, written as things happen.
package final class RunLog: Sendable {
    package let path: String
    private let file: OpenFile
    private let state = Mutex<(offset: Int64, isBroken: Bool)>((0, false))
    private let clock: @Sendable () -> Instant

    /// Logs are kept for 90 days, 500 at most; the newest ten stay in any case.
    private static let kept = (newest: 10, count: 500, age: Duration.seconds(90 * 86_400))

    /// - Throws: `StoreError`.
    package init(
        _ layout: MirrorLayout, disk: any Disk, processID: Int32,
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreError) {
        self.clock = clock
        path = "\(layout.runs)/\(Self.stamp(clock()))-\(processID).jsonl"
        file = try disk.openForUpdate(path, mode: MirrorLayout.sharedFile)
    }

    /// What the names of logs begin with, in the order of their times.
    static func stamp(_ instant: Instant) -> String {
        instant.description.filter { $0.isNumber || $0 == "T" }
    }

    /// Appends one line; a log that cannot be written never changes the run.
    package func note(_ event: String, _ members: KeyValuePairs<String, JSONValue> = [:]) {
        let head = [
            JSONMember(key: "at", value: .time(clock())),
            JSONMember(key: "event", value: .string(event)),
        ]
        let rest = members.map { JSONMember(key: $0, value: $1) }
        let line = Array((JSONValue.object(head + rest).cut.compact + "\n").utf8)
        state.withLock { state in
            guard !state.isBroken else { return }
            do {
                try file.write(line, at: state.offset)
                state.offset += Int64(line.count)
            } catch {
                state.isBroken = true
            }
        }
    }

    /// Replaces `last-run.json` by rename.
    package static func replaceLast(
        _ document: JSONValue, _ layout: MirrorLayout, disk: any Disk
    ) throws(StoreError) {
        let draft = layout.lastRun + ".new"
        try disk.write(Array(document.cut.pretty.utf8), to: draft, mode: MirrorLayout.sharedFile)
        try disk.rename(draft, to: layout.lastRun)
    }

    /// Deletes logs that are too old or too many.
    package static func prune(
        _ layout: MirrorLayout, disk: any Disk, now: Instant
    ) throws(StoreError) {
        let logs = try disk.list(layout.runs).filter { $0.hasSuffix(".jsonl") }.sorted(by: >)
        let oldest = (now - kept.age).seconds
        for (place, name) in logs.enumerated().dropFirst(kept.newest) {
            let path = "\(layout.runs)/\(name)"
            let age = try disk.status(path)?.modifiedSeconds ?? 0
            if place >= kept.count || age < oldest { try disk.unlink(path) }
        }
    }
}
