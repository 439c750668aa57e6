import TestSupport
import Testing

/// A wheelhouse on a disk that is full, fills up, or may not be written to; each is a small file
/// system in a mount namespace of its own.
@Suite struct WarmDiskTests {
    private let scene: WarmScene

    /// Twelve files of a megabyte each, of which the index tells sizes or not.
    private init(telling sizes: Bool) throws {
        var tree = IndexTree()
        for number in 0..<12 {
            tree.add(WheelMaker("project-\(number)", payloadSize: 1_000_000).wheel()) {
                if !sizes { $0.size = nil }
            }
        }
        scene = try WarmScene(tree)
        let pins = tree.projects.keys.sorted().map { scene.pin($0) }
        try scene.directory.write(pins.joined(), to: "requirements.txt")
    }

    init() throws { try self.init(telling: true) }

    /// - Parameter preparation: what happens to the disk before.
    private func fill(
        megabytes: Int, options: String = "rw", after preparation: String = ":"
    ) async throws -> CommandRun {
        try await fill(kibibytes: megabytes << 10, options: options, after: preparation)
    }

    private func fill(
        kibibytes: Int, options: String = "rw", after preparation: String = ":"
    ) async throws -> CommandRun {
        let arguments = [
            "warm", "requirements.txt", "--for", "ci312", "--out", "disk/wheelhouse", "--json",
        ]
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            mkdir -p disk copy && mount -t tmpfs -o size=\(kibibytes)k none disk && cp -a copy/. disk
            mount -o remount,\(options),size=\(kibibytes)k disk
            \(preparation)
            '\(BuiltProducts.wheelbarrow)' \(words); code=$?
            rm -f disk/x
            cp -a disk/. copy/; exit $code
            """
        let outcome = try await Program.run(
            "unshare", ["--map-root-user", "--mount", "sh", "-c", script],
            environment: scene.scenario.environment.merging(scene.settings) { $1 },
            directory: scene.directory.path)
        return CommandRun(arguments, outcome)
    }

    @Test func tooLittleRoomIsToldBeforeByteOne() async throws {
        expect(try await fill(megabytes: 8), .cantcreat)
        #expect(scene.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
    }

    @Test func tooFewInodesAreNotToldAsSpace() async throws {
        let run = try await fill(megabytes: 64, options: "rw,nr_inodes=8")
        expect(run, .cantcreat)
        let message = run.document["message"].string ?? ""
        #expect(message.contains("no inodes left for 12 files"), "\(run)")
        #expect(!message.contains("space"), "\(run)")
    }

    /// The index tells a size that the disk could not hold if it were empty.
    @Test func whatNoRoomOnThisDiskWouldHoldIsToldWithANextStep() async throws {
        let run = try await fill(kibibytes: 700)
        expect(run, .dataerr)
        #expect(run.output.contains("more than the disk of"), "\(run)")
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(hints.contains("name a place on a larger disk by --out"), "\(run)")
    }

    @Test func fillingUpKeepsWhatIsVerified() async throws {
        let tests = try WarmDiskTests(telling: false)
        let full = try await tests.fill(megabytes: 8)
        expect(full, .cantcreat)
        let house = tests.scene.directory["copy/wheelhouse"]
        let names = try FileTree.names(in: house)
        let kept = names.filter { $0.hasSuffix(".whl") }
        #expect(!kept.isEmpty && kept.count < 12)
        #expect(!names.contains { $0.hasSuffix(".part") }, "\(names)")
        #expect(!names.contains("CACHE_KEY"))
        tests.scene.index.forgetRequests()
        let roomy = try await tests.fill(megabytes: 64)
        expect(roomy, .ok, failures: [])
        #expect(roomy.document["files"]["reused"].int == kept.count)
    }

    @Test func aCompleteHouseOnAFullDiskIsDone() async throws {
        expect(try await fill(megabytes: 64), .ok)
        let lists = FileTree.files(under: scene.directory["copy/wheelhouse"])
        let run = try await fill(megabytes: 64, after: "head -c 70000000 /dev/zero > disk/x")
        expect(run, .ok)
        #expect(run.document["files"]["new"].int == 0)
        #expect("\(run.document["warnings"])".contains("report.json does not tell"), "\(run)")
        #expect(FileTree.files(under: scene.directory["copy/wheelhouse"]) == lists)
    }

    @Test func aReadOnlyDiskCannotBeFilled() async throws {
        expect(try await fill(megabytes: 64, options: "ro"), .cantcreat)
    }

    @Test func aFileIsNoDirectory() async throws {
        try scene.directory.write("mine", to: "wheelhouse")
        let run = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "wheelhouse")
        expect(run, .cantcreat)
        #expect(try scene.directory.text("wheelhouse") == "mine")
    }
}
