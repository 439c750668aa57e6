import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import MirrorStore

@Suite struct PublishedPageBuilderTests {
    private func file(_ facts: IndexFile, metadata: String? = nil) -> PublishedFile {
        PublishedFile(
            facts: facts, sha256: facts.hashes["sha256"] ?? "", size: facts.size ?? 0,
            metadataSHA256: metadata)
    }

    private func page(_ files: [PublishedFile], _ upstream: ProjectPage?) throws -> ProjectPage {
        PublishedPageBuilder.page(of: try "demo".project, files: files, upstream: upstream)
    }

    @Test func carriesWhatIsTrueHereAndNothingElse() throws {
        var offer = MirrorFixture.offer("demo-1.0+a-py3-none-any.whl")
        offer.yanked = .yes(reason: "broken")
        offer.gpgSignature = true
        offer.provenance = "https://index.example/provenance"
        offer.coreMetadata = .present(["sha256": "aa"])
        offer.hashes["md5"] = String(repeating: "ab", count: 16)
        let upstream = ProjectPage(
            name: "Demo", status: .archived, statusReason: "no more", files: [offer])
        let page = try page([file(offer, metadata: "bb")], upstream)
        let entry = try #require(page.files.first)
        let sha256 = try #require(offer.hashes["sha256"])
        #expect(
            entry.url == "../../files/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/"
                + "\(sha256)/demo-1.0%2Ba-py3-none-any.whl")
        #expect(entry.hashes == ["sha256": sha256])
        #expect(entry.coreMetadata == .present(["sha256": "bb"]))
        #expect(entry.gpgSignature == nil && entry.provenance == nil)
        #expect(entry.yanked == .yes(reason: "broken") && entry.requiresPython == ">=3.9")
        #expect(entry.uploadTime == offer.uploadTime && entry.size == offer.size)
        #expect(page.status == .archived && page.statusReason == "no more")
        #expect(page.name == "demo" && page.versions == ["1.0+a"])
        #expect(try self.page([file(offer)], nil).files.first?.coreMetadata == .absent)
    }

    @Test func factsFollowUpstreamWhileItMeansTheSameBytes() throws {
        let offer = MirrorFixture.offer("demo-1.tar.gz")
        var yanked = offer
        yanked.yanked = .yes(reason: nil)
        #expect(
            try page([file(offer)], ProjectPage(files: [yanked])).files.first?.yanked.isYanked
                == true)
        var replaced = yanked
        replaced.hashes = ["sha256": String(repeating: "ef", count: 32)]
        let frozen = try page([file(offer)], ProjectPage(files: [replaced]))
        #expect(frozen.files.first?.yanked == .no)
        #expect(frozen.files.first?.hashes == offer.hashes)
    }

    @Test func factsFollowUpstreamAlsoWithoutSHA256() throws {
        var offer = MirrorFixture.offer("demo-1.tar.gz")
        let sha256 = try #require(offer.hashes["sha256"])
        offer.hashes = [:]
        let published = PublishedFile(facts: offer, sha256: sha256, size: 1)
        var yanked = offer
        yanked.yanked = .yes(reason: nil)
        #expect(
            try page([published], ProjectPage(files: [yanked])).files.first?.yanked.isYanked == true
        )
    }

    @Test func oneNameIsPublishedOnce() throws {
        let first = MirrorFixture.offer("demo-1.tar.gz", "first")
        let second = MirrorFixture.offer("demo-1.tar.gz", "second")
        let files = [file(first), file(second)]
        #expect(try page(files, nil).files.map(\.hashes) == [first.hashes])
        #expect(
            try page(files, ProjectPage(files: [second])).files.map(\.hashes) == [second.hashes])
    }

    @Test func aQuarantinedProjectShowsNoFiles() throws {
        let offer = MirrorFixture.offer("demo-1.tar.gz")
        let page = try page([file(offer)], ProjectPage(status: .quarantined, files: []))
        #expect(page.files == [] && page.versions == [] && page.status == .quarantined)
    }

    @Test func versionsAreInOrder() throws {
        let names = ["demo-1.10.tar.gz", "demo-1.9.tar.gz", "demo-1.9-py3-none-any.whl"]
        let page = try page(names.map { file(MirrorFixture.offer($0)) }, nil)
        #expect(page.versions == ["1.9", "1.10"])
        #expect(page.files.map(\.filename) == names.sorted())
    }
}
