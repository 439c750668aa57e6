import TestSupport
import Testing

/// A warm-up writes over nothing that somebody else wrote, though it has the name of a list.
@Suite struct ForeignListTests {
    private static let names = [
        "pylock.toml", "SHA256SUMS", "requirements.lock.txt", "report.json", "CACHE_KEY",
    ]
    private let scene: WarmScene

    init() throws {
        scene = try WarmScene(IndexTree(WheelMaker("alpha").wheel()))
        try scene.writeRequirements(scene.pin("alpha"))
    }

    private func warm(_ directory: String) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "requirements.txt", "--for", "ci312", "--out", directory, "--json"],
            environment: scene.settings)
    }

    @Test(arguments: names, [".", "work"])
    func itIsRefusedByName(list: String, directory: String) async throws {
        try scene.directory.write("mine\n", to: "\(directory)/\(list)")
        let before = FileTree.files(under: scene.directory.path)
        let run = try await warm(directory)
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains(list) == true, "\(run)")
        #expect(try scene.directory.text("\(directory)/\(list)") == "mine\n")
        #expect(FileTree.files(under: scene.directory.path) == before)
    }

    @Test(arguments: [[], names, Array(names.dropFirst()), names + [".wheelbarrow.lock"]])
    func aHouseThatLacksSomeOfThemIsMadeWhole(lacking: [String]) async throws {
        expect(try await warm("house"), .ok)
        let whole = FileTree.files(under: scene.directory["house"])
        for name in lacking { try FileTree.remove(scene.directory["house/\(name)"]) }
        expect(try await warm("house"), .ok)
        #expect(FileTree.files(under: scene.directory["house"]) == whole)
    }

    @Test(arguments: [[".wheelbarrow.lock"], [".wheelbarrow.lock", "CACHE_KEY", "report.json"]])
    func aCopyWithoutHiddenFilesIsAHouse(lacking: [String]) async throws {
        expect(try await warm("house"), .ok)
        for name in lacking { try FileTree.remove(scene.directory["house/\(name)"]) }
        expect(try await warm("house"), .ok)
    }

    @Test func aWarmUpThatFailedMakesNoHouse() async throws {
        let zeros = String(repeating: "0", count: 64)
        try scene.writeRequirements(scene.pin("alpha"), "absent==1.0 --hash=sha256:\(zeros)")
        expect(try await warm("work"), .dataerr)
        expect(try await warm("work"), .dataerr)
        #expect(try scene.directory.text("work/report.json").contains("dataerr"))
        try scene.directory.write("mine\n", to: "work/pylock.toml")
        try scene.writeRequirements(scene.pin("alpha"))
        let run = try await warm("work")
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains("report.json") == false, "\(run)")
        #expect(try scene.directory.text("work/pylock.toml") == "mine\n")
    }
}
