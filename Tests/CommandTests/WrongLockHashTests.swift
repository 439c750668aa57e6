import TestSupport
import Testing

/// A lock that says another hash than the index, which still means the bytes that the mirror has, is
/// wrong itself: nothing was replaced, and there is nothing to accept.
@Suite struct WrongLockHashTests {
    private static let files = [
        "alpha": WheelMaker("alpha").wheel(), "beta": WheelMaker("beta").wheel(),
    ]
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        try scenario.writeJob(
            select: "lock-files = [\"pylock.toml\"]",
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
    }

    private func lock(wrong: Set<String>) throws {
        let packages = Self.files.sorted { $0.key < $1.key }.map { name, file in
            let hash = wrong.contains(name) ? String(repeating: "a", count: 64) : file.sha256
            return """
                [[packages]]
                name = "\(name)"
                version = "1.0"
                wheels = [{ url = "https://127.0.0.1:1/\(file.filename)", \
                hashes = { sha256 = "\(hash)" } }]

                """
        }
        try scenario.directory.write(
            "lock-version = \"1.0\"\ncreated-by = \"test\"\n" + packages.joined(),
            to: "pylock.toml")
    }

    private static func failures(_ names: [String]) -> [String] {
        names.map { "\($0)/\($0)-1.0-py3-none-any.whl hash_mismatch" }
    }

    @Test(arguments: [["beta"], ["alpha", "beta"]])
    func itIsBlamed(wrong: [String]) async throws {
        try lock(wrong: [])
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        try lock(wrong: Set(wrong))
        let accepted = wrong.flatMap { ["--accept-replaced", "\($0)-1.0-py3-none-any.whl"] }
        for extra in [[], accepted] {
            let run = try await scenario.run(["sync", scenario.job, "--json"] + extra)
            expect(
                run, wrong.count == 1 ? .partial : .dataerr, failures: Self.failures(wrong))
            #expect("\(run.document["failures"])".contains("the lock says sha256:aaaa"), "\(run)")
            #expect(!"\(run.document["hints"])".contains("--accept-replaced"), "\(run)")
            #expect(try scenario.published.files() == before)
        }
        try lock(wrong: [])
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test func whereTheIndexMeansOtherBytesTooTheyAreReplaced() async throws {
        try lock(wrong: [])
        expect(try await scenario.sync(), .ok, failures: [])
        var tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        tree.change("beta") { $0.sha256 = String(repeating: "a", count: 64) }
        tree.serve(on: scenario.index)
        try lock(wrong: ["beta"])
        expect(
            try await scenario.sync(), .partial,
            failures: ["beta/beta-1.0-py3-none-any.whl replaced"])
    }
}
