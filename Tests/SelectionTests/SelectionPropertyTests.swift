import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// What holds for every page and job, tried on many made at random from a seed.
struct SelectionPropertyTests {
    private static let seeds = Array(UInt64(1)...150)

    private static let versions = [
        "0.9", "1.0", "1.0.post1", "1.1a1", "1.1", "2.0.dev3", "2.0rc1", "2.0", "2004d",
    ]
    private static let endings = [
        "-py3-none-any.whl", "-cp312-cp312-manylinux_2_17_x86_64.whl",
        "-cp312-cp312-win_amd64.whl", "-2-cp312-cp312-win_amd64.whl",
        "-cp311-abi3-manylinux_2_28_x86_64.whl", ".tar.gz", ".zip", "-py2.7.egg",
    ]

    private static func scene(_ random: inout SeededRandom) throws -> Scene {
        var names: [String] = []
        for version in versions {
            for ending in endings where Int.random(in: 0..<3, using: &random) == 0 {
                let mark = Int.random(in: 0..<5, using: &random) == 0 ? "~" : ""
                names.append("\(mark)demo-\(version)\(ending)")
            }
        }
        var scene = try Scene(names.shuffled(using: &random))
        for index in scene.page.files.indices {
            scene.page.files[index].size = Int64.random(in: 0..<2000, using: &random)
            if Bool.random(using: &random) {
                let age = Duration.seconds(Int.random(in: 0..<30 * 86_400, using: &random))
                scene.page.files[index].uploadTime = scene.now - age
            }
            scene.page.files[index].requiresPython =
                [nil, ">=3.12", "<3.12", ">=2.7"].randomElement(using: &random) ?? nil
        }
        try ask(&scene, &random)
        return scene
    }

    private static func ask(_ scene: inout Scene, _ random: inout SeededRandom) throws {
        let wishes = ["demo", "demo>=1.1", "demo==2.0", "demo<1", "demo>=2.0rc1", "demo!=2.0"]
        try scene.require(wishes.randomElement(using: &random) ?? "demo")
        if Bool.random(using: &random) { try scene.glob("de*") }
        if Bool.random(using: &random) { try scene.target("ci", "3.12", "linux-x86_64") }
        if Bool.random(using: &random) { try scene.target("pc", "3.12", "windows-amd64") }
        scene.rules.versions =
            [.latest(1), .latest(2), .all].randomElement(using: &random) ?? .all
        scene.rules.sdists = SdistChoice.allCases.randomElement(using: &random) ?? .always
        scene.rules.prereleases =
            PrereleaseChoice.allCases.randomElement(using: &random) ?? .allow
        scene.rules.yanked = YankedChoice.allCases.randomElement(using: &random) ?? .keep
        scene.rules.wheels = WheelChoice.allCases.randomElement(using: &random) ?? .best
        if Int.random(in: 0..<3, using: &random) == 0 { scene.rules.minimumAge = .seconds(864_000) }
        if Int.random(in: 0..<3, using: &random) == 0 { scene.rules.maxFileSize = ByteCount(1500) }
    }

    @Test(arguments: seeds)
    func theOrderOfThePageDoesNotMatter(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        var scene = try Self.scene(&random)
        let first = scene.decision
        #expect(scene.decision == first)
        let rules = Dictionary(
            first.files.map { ($0.filename, $0) }, uniquingKeysWith: { one, _ in one })
        scene.page.files.shuffle(using: &random)
        for file in scene.decision.files { #expect(rules[file.filename] == file) }
        #expect(scene.decision.unmatched == first.unmatched)
        #expect(scene.decision.dueAt == first.dueAt)
    }

    /// Whatever is refused for other files' sake leaves one of those others behind.
    @Test(arguments: seeds)
    func somethingIsKeptWhereverSomethingIsAcceptable(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let files = try Self.scene(&random).decision.files
        let yielding: [FileRule] = [.sdistNotNeeded, .prerelease, .notLatest, .notBest]
        if files.contains(where: { yielding.contains($0.rule) }) {
            #expect(files.contains { $0.isKept })
        }
    }

    /// What was kept is kept again when it is all there is.
    @Test(arguments: seeds)
    func theKeptFilesAreAFixedPoint(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        var scene = try Self.scene(&random)
        let kept = scene.kept
        scene.page.files.removeAll { !kept.contains($0.filename) }
        #expect(scene.kept == kept)
    }

    @Test(arguments: seeds)
    func noMoreReleasesAreKeptThanAskedFor(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let scene = try Self.scene(&random)
        guard case .latest(let count) = scene.rules.versions else { return }
        let versions = Set(scene.decision.files.filter(\.isKept).map(\.version))
        let wishes = scene.rules.requirements.count + scene.rules.projectGlobs.count
        #expect(versions.count <= count * wishes * max(1, scene.rules.targets.count))
    }
}
