import Selection
import Testing

@testable import Inputs

struct StarterJobTests {
    @Test func isAcceptedAsItStands() throws {
        let job = try JobText.read(StarterJob.text, path: "wheelbarrow.toml")
        #expect(job.name == "wheelbarrow")
        #expect(job.mirror == "/srv/jobs/mirror")
        #expect(!job.select.requirements.isEmpty)
    }

    @Test func isAcceptedWithEverySettingTurnedOn() throws {
        let lines = StarterJob.text.split(separator: "\n", omittingEmptySubsequences: false)
        let turnedOn = lines.map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }
        let job = try JobText.read(turnedOn.joined(separator: "\n"))
        #expect(job.targets.count == 1)
        #expect(job.publish == PublishSettings(minimumFree: .part(0.05)))
        #expect(job.report == ReportSettings())
    }

    @Test func namesEveryTable() {
        for table in JobTable.allCases where table != .top {
            #expect(StarterJob.text.contains(table.title))
        }
    }
}
