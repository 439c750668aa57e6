import Foundation
import MirrorStore
import Primitives
import Reporting
import TestSupport
import Testing

@Suite struct RunLogTests {
    private let directory: TemporaryDirectory
    private let now = Instant(seconds: 1_800_000_000)

    init() throws { directory = try TemporaryDirectory() }

    private func layout() throws -> MirrorLayout {
        let layout = MirrorLayout(root: directory["mirror"])
        try layout.prepare(on: SystemDisk())
        return layout
    }

    @Test func eachLineIsADocument() throws {
        let layout = try layout()
        let log = try RunLog(layout, disk: SystemDisk(), processID: 7, clock: { [now] in now })
        log.note("start", ["jobs": .strings(["lab"])])
        log.note("end")
        let lines = try String(contentsOfFile: log.path, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(lines[0] == #"{"at":"\#(now)","event":"start","jobs":["lab"]}"#)
        #expect(log.path.hasSuffix("-7.jsonl"))
    }

    @Test func pruningKeepsTheNewestTenHoweverOldTheyAre() throws {
        let layout = try layout()
        for day in 10..<30 {
            try SystemDisk().write(
                Array("{}\n".utf8), to: "\(layout.runs)/201001\(day)T000000-1.jsonl", mode: 0o644)
        }
        let later = Instant(seconds: 4_000_000_000)
        try RunLog.prune(layout, disk: SystemDisk(), now: later)
        let left = try SystemDisk().list(layout.runs).sorted()
        #expect(left == (20..<30).map { "201001\($0)T000000-1.jsonl" })
    }
}
