import MirrorStore
import Primitives
import PythonPackaging
import Reporting
import Selection
import SimpleIndex
import Testing

@testable import Jobs

/// A page that arrived, held against the one that was accepted last.
@Suite struct PageReviewTests {
    private let now = Instant(seconds: 1_800_000_000)

    private func file(_ version: Int, digit: Character = "a") -> IndexFile {
        IndexFile(
            filename: "demo-\(version).0-py3-none-any.whl",
            url: "https://index.example/demo-\(version).0-py3-none-any.whl",
            hashes: ["sha256": String(repeating: digit, count: 64)])
    }

    private func page(_ files: [IndexFile], status: ProjectStatus = .active) -> ProjectPage {
        ProjectPage(name: "demo", status: status, files: files)
    }

    private func judge(
        _ page: ProjectPage, known: ProjectPage? = nil, emptied: Streak? = nil,
        acceptsShrink: Bool = false, isTruncated: Bool = false
    ) throws -> PageVerdict {
        let review = PageReview(
            project: try #require(ProjectName("demo")), known: known, emptied: emptied,
            shrinkGuard: ShrinkGuard(limit: 0.4), acceptsShrink: acceptsShrink,
            now: now)
        return review.judge(Decoded(page: page, isTruncated: isTruncated), format: .json)
    }

    @Test func aFirstPageIsTaken() throws {
        let verdict = try judge(page([file(1)]))
        #expect(verdict.page?.files == [file(1)])
        #expect(verdict.findings.isEmpty)
    }

    @Test func aPageThatEndsInATagIsNot() throws {
        let verdict = try judge(page([file(1)]), isTruncated: true)
        #expect(verdict.page == nil)
        #expect(verdict.findings.map(\.kind) == [.truncated])
    }

    @Test func losingMostFilesTripsTheGuardUnlessAccepted() throws {
        let known = page((1...10).map { file($0) })
        let shrunk = page((1...5).map { file($0) })
        #expect(try judge(shrunk, known: known).findings.map(\.kind) == [.shrunk])
        #expect(try judge(shrunk, known: known, acceptsShrink: true).page == shrunk)
        #expect(try judge(page((1...6).map { file($0) }), known: known).page != nil)
    }

    @Test func anEmptiedPageIsBelievedAfterThreeRunsOverADay() throws {
        let known = page([file(1)])
        let first = try judge(page([]), known: known)
        #expect(first.page == nil)
        #expect(first.emptied?.count == 1)
        let early = Streak(count: 5, since: now - .seconds(3600), last: now)
        #expect(try judge(page([]), known: known, emptied: early).page == nil)
        let late = Streak(count: 2, since: now - .seconds(86_400), last: now)
        #expect(try judge(page([]), known: known, emptied: late).page?.files == [])
    }

    @Test func quarantineIsHonouredAtOnce() throws {
        let known = page((1...10).map { file($0) })
        let verdict = try judge(page([], status: .quarantined), known: known)
        #expect(verdict.page?.status == .quarantined)
        #expect(verdict.findings.isEmpty)
        #expect(verdict.warnings.count == 1)
    }

    @Test func oneNameWithTwoHashesIsTakenNeitherWay() throws {
        let verdict = try judge(page([file(1), file(1, digit: "b"), file(2)]))
        #expect(verdict.findings.map(\.kind) == [.ambiguous])
        #expect(verdict.page?.files == [file(2)])
    }

    @Test func aNameNoDiskTakesFailsAlone() throws {
        var long = file(1)
        long.filename = "demo-1.0+" + String(repeating: "x", count: 300) + "-py3-none-any.whl"
        let verdict = try judge(page([long, file(2)]))
        #expect(verdict.findings.map(\.kind) == [.unsafeName])
        #expect(verdict.page?.files == [file(2)])
    }

    @Test func yanksAreEventsAndNoLoss() throws {
        var yanked = file(1)
        yanked.yanked = .yes(reason: "broken")
        let verdict = try judge(page([yanked]), known: page([file(1)]))
        #expect(verdict.events == [PageEvent(file: yanked.filename, event: "yanked")])
        #expect(verdict.page?.files == [yanked])
    }
}
