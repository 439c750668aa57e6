import Glibc
import TestSupport
import Testing

/// What the system says when a disk call of the program fails decides the exit code, the file is
/// named, and the next run goes on from there.
@Suite struct DiskFailureTests {
    /// A call, and the end of the path of the file that it concerns.
    struct Place: Sendable, CustomTestStringConvertible {
        let call: String
        let file: String
        var testDescription: String { "\(call) \(file)" }
    }

    private static let old = IndexTree(WheelMaker("alpha", "1.0").wheel())
    private static let new = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "1.1").wheel())

    private static let codes: [(Int32, ExitCode)] = [
        (ENOSPC, .cantcreat), (EDQUOT, .cantcreat), (EROFS, .cantcreat),
        (ENAMETOOLONG, .cantcreat), (EFBIG, .cantcreat), (EIO, .ioerr), (ESTALE, .ioerr),
        (EMFILE, .tempfail), (ENOMEM, .tempfail),
    ]

    /// SQLite's own codes say neither why nor where.
    private static let places = [
        Place(call: "open", file: "state.sqlite"), Place(call: "read", file: "state.sqlite"),
        Place(call: "open", file: "state.sqlite-wal"),
        Place(call: "write", file: "state.sqlite-wal"),
        Place(call: "fsync", file: "state.sqlite-wal"),
        Place(call: "open", file: "state.sqlite-shm"),
        Place(call: "write", file: ".part"), Place(call: "write", file: "draft/index.html"),
        Place(call: "rename", file: "public/simple"), Place(call: "syncfs", file: "mirror"),
    ]

    @Test(arguments: places) func theErrorDecidesTheCode(_ place: Place) async throws {
        let scenario = try Scenario(Self.old)
        expect(try await scenario.sync(), .ok)
        Self.new.serve(on: scenario.index)
        for (number, code) in Self.codes {
            let run = try await sync(scenario, place, number, lasts: true)
            expect(run, code)
            #expect(run.document["published"].bool == false)
            let message = run.document["message"].string ?? ""
            #expect(message.contains(place.file), "\(message)")
            try scenario.published.expectWhole()
        }
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
    }

    private func sync(
        _ scenario: Scenario, _ place: Place, _ number: Int32, lasts: Bool = false
    ) async throws -> CommandRun {
        var faults = DiskFaults(below: scenario.mirror)
        faults.calls = [place.call]
        faults.file = place.file
        faults.place = 1
        faults.lasts = lasts
        faults.errno = number
        return try await scenario.sync(environment: try faults.environment())
    }

    @Test func whatFailsAfterTheSwitchIsToldBesideIt() async throws {
        let scenario = try Scenario(Self.old)
        expect(try await scenario.sync(), .ok)
        Self.new.serve(on: scenario.index)
        let place = Place(call: "fsync", file: "mirror/public")
        let run = try await sync(scenario, place, EIO)
        expect(run, .ioerr)
        #expect(run.document["published"].bool == true)
        #expect(run.document["generation"].int == 2)
        #expect(try scenario.published.files()["alpha"]?.count == 2)

        var faults = DiskFaults(below: scenario.mirror)
        faults.calls = ["fsync"]
        faults.file = "mirror/public"
        faults.place = 1
        faults.errno = ENOSPC
        let back = try await scenario.run(
            "rollback", scenario.mirror, "1", "--json", environment: try faults.environment())
        expect(back, .cantcreat)
        #expect(back.document["generation"].int == 1 && back.document["previous"].int == 2)
        #expect(try scenario.published.files()["alpha"]?.count == 1)
    }

    @Test func aCollectionThatEndsEarlyTellsWhatItTook() async throws {
        let scenario = try Scenario(Self.new)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: #"requirements = ["alpha==1.1"]"#)
        expect(try await scenario.sync(), .ok)
        var faults = DiskFaults(below: "\(scenario.mirror)/trash")
        faults.calls = ["rename"]
        faults.file = ".metadata"
        faults.place = 1
        faults.errno = EIO
        let arguments = ["gc", scenario.mirror, "--keep", "1", "--grace", "0s", "--json"]
        let run = try await scenario.run(arguments, environment: try faults.environment())
        expect(run, .ioerr)
        let taken = run.document["deleted"].array.compactMap { $0["path"].string }
        #expect(taken.contains { $0.contains(".generations/000001") })
        #expect(!taken.contains { $0.hasSuffix(".whl") }, "its metadata could not be moved")
        let rest = try await scenario.run(arguments)
        expect(rest, .ok)
        let later = rest.document["deleted"].array.compactMap { $0["path"].string }
        #expect(later.contains { $0.hasSuffix("alpha-1.0-py3-none-any.whl") })
        #expect(Set(later).isDisjoint(with: taken))
        #expect(
            !FileTree.files(under: scenario.mirror).contains {
                $0.contains("files/") && $0.contains("1.0") && !$0.hasPrefix("trash/")
            })
        try scenario.published.expectWhole()
    }

    /// Every call of its own is made again that a signal cut short (signal(7)).
    @Test(arguments: [
        "open", "read", "write", "rename", "symlink", "unlink", "mkdir", "chmod", "fchmod",
        "lstat", "statvfs", "opendir", "ftruncate", "fsync", "syncfs",
    ])
    func aSignalEndsNoCall(_ call: String) async throws {
        var tree = Self.old
        let scenario = try Scenario(tree)
        expect(try await scenario.sync(), .ok)
        for place in [1, 2, 3, 5, 8] {
            tree.add(WheelMaker("alpha", "2.\(place)").wheel())
            tree.serve(on: scenario.index)
            var faults = DiskFaults(below: scenario.mirror)
            faults.calls = [call]
            faults.place = place
            faults.errno = EINTR
            let run = try await scenario.sync(environment: try faults.environment())
            expect(run, .ok, failures: [])
            #expect(run.document["published"].bool == true)
        }
    }

    /// A limit on the size of files (setrlimit(2)) is an error like any other.
    @Test func aFileThatMayNotGrowIsNoDeathBySignal() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha", payloadSize: 9_000_000).wheel()))
        let script = "ulimit -f 8000; exec '\(BuiltProducts.wheelbarrow)' sync job.toml --json"
        let outcome = try await Program(
            "sh", ["-c", script], environment: scenario.environment,
            directory: scenario.directory.path
        ).run()
        expect(CommandRun(["sync", "--json"], outcome), .cantcreat)
    }
}
