import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// What becomes of an index page under a lock.
struct LockedPageTests {
    private let wheel = "demo-1.0-py3-none-any.whl"
    private let sdist = "demo-1.0.tar.gz"

    private func digest(_ digit: Character, _ algorithm: HashAlgorithm = .sha256) throws -> Digest {
        try #require(
            Digest(algorithm, hex: String(repeating: digit, count: 2 * algorithm.digestLength)))
    }

    private func listed(_ name: String, _ digits: String, url: String? = nil) throws -> ListedFile {
        ListedFile(
            filename: name, url: url.flatMap(WebAddress.init),
            digests: try digits.map { try digest($0) }, size: 7)
    }

    private func pin(_ listing: FileListing, target: String? = nil) throws -> ReleasePin {
        ReleasePin(
            ReleaseID(ProjectName(spelled: "demo"), try #require(Version("1.0"))), target: target,
            isYanked: true, reason: "demo==1.0 (uv.lock:3)", listing: listing)
    }

    /// The page's files as `name digits`, after what the lock says of them.
    private func corrected(
        _ scene: Scene, _ listing: FileListing, hashesCount: Bool = true
    ) throws -> [String] {
        let page = scene.page.corrected(
            by: [try pin(listing)], of: scene.project, from: nil, hashesCount: hashesCount)
        return page.files.map { file in
            "\(file.filename) \(file.digests.map { String($0.hex.prefix(1)) }.joined())"
        }
    }

    private func scene(_ hashes: [String: String]...) throws -> Scene {
        var scene = try Scene([wheel, sdist])
        for (index, hashes) in hashes.enumerated() {
            scene.page.files[index].hashes = hashes
            scene.page.files[index].coreMetadata = .present(["sha256": "1"])
        }
        return scene
    }

    private static func sha256(_ digit: Character) -> [String: String] {
        ["sha256": String(repeating: digit, count: 64)]
    }

    @Test func whatAgreesStays() throws {
        var scene = try scene(Self.sha256("a"), Self.sha256("b"))
        for index in scene.page.files.indices { scene.page.files[index].size = 7 }
        let listing = FileListing(files: [try listed(wheel, "a"), try listed(sdist, "b")])
        let page = scene.page.corrected(
            by: [try pin(listing)], of: scene.project, from: nil)
        #expect(page == scene.page)
    }

    @Test func aMissingWeakOrWrongHashIsReplaced() throws {
        let listing = FileListing(files: [try listed(wheel, "a")])
        let md5 = ["md5": String(repeating: "c", count: 32)]
        for hashes in [[:], md5, Self.sha256("f")] {
            let scene = try scene(hashes, Self.sha256("b"))
            #expect(try corrected(scene, listing) == ["\(wheel) a", "\(sdist) b"])
        }
        let wrong = try scene(Self.sha256("f"), [:]).page.corrected(
            by: [try pin(listing)], of: ProjectName(spelled: "demo"), from: nil)
        #expect(wrong.files[0].coreMetadata == .absent)
        #expect(wrong.files[0].size == 7)
    }

    @Test func whatTheIndexLacksComesFromTheLock() throws {
        let scene = try scene([:], Self.sha256("b"))
        let other = "demo-1.0-cp312-cp312-win_amd64.whl"
        let listing = FileListing(files: [
            try listed(wheel, "a"), try listed(other, "d", url: "https://lock.example/\(other)"),
            try listed("demo-1.0-1-py3-none-any.whl", "e"),
        ])
        #expect(
            try corrected(scene, listing) == ["\(wheel) a", "\(sdist) b", "\(other) d"])
    }

    /// uv writes the tags of a wheel in another order than some indexes.
    @Test func aWheelIsKnownByItsParts() throws {
        var scene = try Scene(["demo-1.0-py2.py3-none-any.whl"])
        scene.page.files[0].hashes = [:]
        let listing = FileListing(files: [try listed("Demo-1.0-py3.py2-none-any.whl", "a")])
        #expect(try corrected(scene, listing) == ["demo-1.0-py2.py3-none-any.whl a"])
    }

    @Test func otherReleasesAreLeftAlone() throws {
        var scene = try Scene(["demo-2.0-py3-none-any.whl"])
        scene.page.files[0].hashes = Self.sha256("f")
        let listing = FileListing(files: [try listed(wheel, "a")])
        #expect(try corrected(scene, listing) == ["demo-2.0-py3-none-any.whl f"])
    }

    @Test func anUnverifiedPageProvesNothing() throws {
        let scene = try scene(Self.sha256("a"), Self.sha256("b"))
        let listing = FileListing(files: [try listed(wheel, "a")])
        #expect(
            try corrected(scene, listing, hashesCount: false) == ["\(wheel) a", "\(sdist) "])
    }

    // MARK: - Hashes without names

    @Test func ofListedHashesTheIndexTellsWhichIsWhose() throws {
        let scene = try scene(Self.sha256("a"), Self.sha256("f"))
        let listing = FileListing(hashes: [[try digest("a"), try digest("c")]])
        #expect(try corrected(scene, listing) == ["\(wheel) a", "\(sdist) f"])
        #expect(listing.accepts(scene.page.files[0]))
        #expect(!listing.accepts(scene.page.files[1]))
    }

    @Test func whereTheIndexListsNoneOfThemTheBytesHaveToTell() throws {
        let scene = try scene(Self.sha256("e"), Self.sha256("f"))
        let listing = FileListing(hashes: [[try digest("a"), try digest("c")]])
        #expect(try corrected(scene, listing) == ["\(wheel) ", "\(sdist) "])
    }

    @Test func vouchingNeedsOneOfEachSet() throws {
        let (a, b, c) = (try digest("a"), try digest("b"), try digest("c"))
        let listing = FileListing(hashes: [[a, b], [b, c]])
        #expect(listing.vouches(for: [b]) == true)
        #expect(listing.vouches(for: [a]) == false)
        #expect(listing.vouches(for: []) == nil)
        #expect(listing.vouches(for: [try digest("a", .sha512)]) == nil)
        #expect(FileListing().vouches(for: [a]) == nil)
    }

    // MARK: - Decisions

    private func decision(_ scene: Scene, _ listing: FileListing) throws -> ProjectDecision {
        let pins = try (scene.rules.targets.map(\.name)).map { try pin(listing, target: $0) }
        return FileSelection(scene.rules, pins: pins).decide(
            scene.page.corrected(by: pins, of: scene.project, from: nil),
            project: scene.project, now: scene.now)
    }

    @Test func onlyListedFilesAreTaken() throws {
        var scene = try Scene([wheel, "demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"])
        try scene.target("ci", "3.12", "linux-x86_64")
        scene.page.files[0].hashes = Self.sha256("a")
        scene.page.files[1].hashes = Self.sha256("b")
        let decision = try decision(scene, FileListing(files: [try listed(wheel, "a")]))
        #expect(decision.files.map(\.rule) == [.keptResolved, .notListed])
        #expect(
            decision.files[1].detail == "demo==1.0 (uv.lock:3) lists other files of the release")
        #expect(decision.unserved.isEmpty)
    }

    @Test func aTargetWithoutAFileIsToldWithTheReason() throws {
        var scene = try Scene(["demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"])
        try scene.target("ci", "3.12", "linux-x86_64")
        try scene.target("pc", "3.12", "windows-amd64")
        scene.page.files[0].hashes = Self.sha256("a")
        let files = [try listed(scene.page.files[0].filename, "a")]
        let decision = try decision(scene, FileListing(files: files))
        #expect(
            decision.unserved.map(\.description) == [
                "no file of demo 1.0: the wheel does not fit target pc "
                    + "(demo==1.0 (uv.lock:3) wants it)"
            ])
        scene.page.files = []
        #expect(
            try self.decision(scene, FileListing(files: files)).unserved.map(\.reason)
                == ["there is no file of the release", "there is no file of the release"])
    }
}
