import Glibc
import TestSupport
import Testing

/// Something stands in the mirror where something else belongs: it is named, whoever comes across
/// it, and nothing waits on it or writes through it.
@Suite struct ObstacleTests {
    /// What stands in whose place.
    enum Obstacle: String, Sendable, CaseIterable {
        case folder, link, pipe

        func make(_ path: String) throws {
            if FileTree.exists(path) { try FileTree.remove(path) }
            switch self {
            case .folder: try FileTree.makeDirectory(path + "/inner")
            case .link: #expect(unsafe symlink("/nonexistent/elsewhere", path) == 0)
            case .pipe: #expect(unsafe mkfifo(path, 0o644) == 0)
            }
        }
    }

    @Test(arguments: Obstacle.allCases, ["lock", "state.sqlite", "state.sqlite-wal"])
    func nothingStandsInForAFile(_ obstacle: Obstacle, _ file: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        let path = "\(scenario.mirror)/\(file)"
        try obstacle.make(path)
        for verb in [
            ["sync", scenario.job], ["gc", scenario.mirror], ["rollback", scenario.mirror],
        ] {
            let run = try await scenario.run(verb + ["--json"])
            expect(run, .cantcreat)
            #expect(run.document["message"].string?.contains(path) == true, "\(run)")
            #expect(run.document["hints"].array.contains { $0.string?.contains(path) == true })
        }
    }

    @Test func aFolderInThePlaceOfTheLiveLinkIsLeftAlone() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        let path = "\(scenario.mirror)/public/simple"
        try Obstacle.folder.make(path)
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains(path) == true)
        #expect(scenario.index.requests.isEmpty, "it is known before anything is asked for")
        #expect(FileTree.isDirectory(path + "/inner"))
    }

    /// - Parameter depth: how many of the folders above the file are left.
    @Test(arguments: [0, 1, 2])
    func aFileInThePlaceOfAFolderOfThePoolIsNamed(depth: Int) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        var path = "\(scenario.mirror)/public/files"
        for _ in 0...depth { path += "/" + (try FileTree.names(in: path)[0]) }
        try FileTree.remove(path)
        try FileTree.write("no folder", to: path)
        let run = try await scenario.sync()
        expect(run, .cantcreat)
        let message = run.document["message"].string ?? ""
        #expect(message.contains("\(path) is a file where"), "\(run)")
        #expect(run.document["hints"][0].string?.contains(path) == true, "\(run)")
    }

    @Test func aMirrorThatIsADeadLinkCannotBeCreated() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try Obstacle.link.make(scenario.mirror)
        let run = try await scenario.sync()
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains(scenario.mirror) == true)
    }

    @Test(arguments: [
        "public", "public/files", "public/.pages", "public/.generations", "partial", "runs",
        "cache",
        "trash", "deep",
    ])
    func aLinkedFolderIsNeverWrittenThrough(_ folder: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        let place =
            folder == "deep"
            ? "public/files/" + (try FileTree.names(in: "\(scenario.mirror)/public/files")[0])
            : folder
        let (path, elsewhere) = ("\(scenario.mirror)/\(place)", scenario.directory["elsewhere"])
        #expect(unsafe rename(path, elsewhere) == 0)
        #expect(unsafe symlink(elsewhere, path) == 0)
        let before = TreeSnapshot(of: elsewhere)
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()).serve(
            on: scenario.index)
        for verb in [
            ["sync", scenario.job], ["gc", scenario.mirror], ["rollback", scenario.mirror],
        ] {
            let run = try await scenario.run(verb + ["--json"])
            expect(run, .config)
            #expect(run.document["message"].string?.contains(path) == true, "\(run)")
        }
        #expect(TreeSnapshot(of: elsewhere) == before)
    }

    /// A house may hold links to files; what is neither is named.
    @Test(arguments: Obstacle.allCases) func aHouseIsFilledAroundNothing(
        _ obstacle: Obstacle
    ) async throws {
        let scene = try WarmScene(IndexTree(WheelMaker("alpha").wheel()))
        try scene.directory.write("alpha==1.0\n", to: "requirements.txt")
        try FileTree.makeDirectory(scene.directory["house"])
        let arguments = [
            "warm", "requirements.txt", "--out", "house", "--for", "cp312-linux-x86_64", "--json",
        ]
        for file in ["alpha-1.0-py3-none-any.whl", "SHA256SUMS"] {
            try obstacle.make(scene.directory["house/\(file)"])
            let run = try await scene.scenario.run(arguments, environment: scene.settings)
            expect(run, .cantcreat)
            #expect(run.document["message"].string?.contains(file) == true, "\(run)")
            try FileTree.remove(scene.directory["house/\(file)"])
        }
        expect(try await scene.scenario.run(arguments, environment: scene.settings), .ok)
    }
}
