import TestSupport
import Testing

/// What lies in the mirror unfinished needs no second room, and what a resolution fetches whole is
/// held against the disk as all else is. Each disk is a small file system of its own.
@Suite struct UnfinishedSpaceTests {
    private let wheel = WheelMaker("alpha", payloadSize: 3_000_000).wheel()
    private let scenario: Scenario

    init() throws {
        var tree = IndexTree()
        tree.add(wheel) { $0.offersMetadata = false }
        scenario = try Scenario(tree)
    }

    private func serve(_ script: Script) {
        scenario.index.set("/files/alpha/\(wheel.filename)", script)
    }

    private func writeJob(dependencies: Bool, minimumFree: String) throws {
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies,
            rest: "[publish]\nmin-free = \"\(minimumFree)\"")
    }

    /// What the mirror holds afterwards is copied out, and is there again the next time.
    private func sync(kibibytes: Int) async throws -> CommandRun {
        let script = """
            mkdir -p mirror copy && mount -t tmpfs -o size=\(kibibytes)k none mirror
            cp -a copy/. mirror && rm -rf copy && mkdir copy
            '\(BuiltProducts.wheelbarrow)' sync job.toml --json; code=$?
            cp -a mirror/. copy/; exit $code
            """
        let outcome = try await Program.run(
            "unshare", ["--map-root-user", "--mount", "sh", "-c", script],
            environment: scenario.environment, directory: scenario.directory.path)
        return CommandRun(["sync", "job.toml", "--json"], outcome)
    }

    private var unfinished: [String] {
        FileTree.files(under: scenario.directory["copy/partial"])
    }

    @Test func aBrokenDownloadGoesOnWhereOnlyTheRestFits() async throws {
        try writeJob(dependencies: false, minimumFree: "1MiB")
        serve(Script.file(wheel.bytes).behaving(.truncate(after: 1_900_000)))
        let broken = try await sync(kibibytes: 5 << 10)
        #expect(broken.code != .ok && broken.code != .cantcreat, "\(broken)")
        #expect(unfinished.contains { $0.hasSuffix(".part") })
        serve(Script.file(wheel.bytes))
        let rest = try await sync(kibibytes: 5 << 10)
        expect(rest, .ok, failures: [])
        #expect(try #require(rest.document["bytes_downloaded"].int) < 1_500_000, "\(rest)")
    }

    @Test func aWheelThatCameForItsMetadataNeedsNoSecondRoom() async throws {
        try writeJob(dependencies: true, minimumFree: "1MiB")
        serve(Script(body: wheel.bytes))
        expect(try await sync(kibibytes: 5 << 10), .ok, failures: [])
        #expect(unfinished == [])
    }

    @Test(arguments: [true, false])
    func whatAResolutionFetchesWholeIsHeldAgainstTheDisk(tellsSize: Bool) async throws {
        if !tellsSize {
            var tree = IndexTree()
            tree.add(wheel) {
                $0.offersMetadata = false
                $0.size = nil
            }
            tree.serve(on: scenario.index, .json)
        }
        try writeJob(dependencies: true, minimumFree: "1MiB")
        serve(Script(body: wheel.bytes))
        for _ in 0..<2 {
            let run = try await sync(kibibytes: 3500)
            expect(run, .cantcreat, failures: ["- disk"])
            let message = run.document["message"].string ?? ""
            #expect(message.hasPrefix("not enough space on "), "\(run)")
            #expect(message.contains("2.9 MiB are needed"), "\(run)")
            #expect(unfinished == [])
        }
        expect(try await sync(kibibytes: 6 << 10), .ok, failures: [])
    }
}
