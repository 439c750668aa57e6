import TestSupport
import Testing

/// A disk that is full, fills up, or may not be written to.
///
/// Each is a small file system in a mount namespace of its own, gone when the program has ended;
/// what is to be looked at afterwards is copied out.
@Suite struct DiskTests {
    private static func tree(files: Int) -> IndexTree {
        var tree = IndexTree()
        for number in 0..<files {
            tree.add(WheelMaker("project-\(number)", payloadSize: 1_000_000).wheel()) {
                $0.size = nil
            }
        }
        return tree
    }

    /// Runs a sync with `mirror` on a file system of so many bytes.
    private func sync(
        _ scenario: Scenario, megabytes: Int, options: String = "rw", before: String = ":"
    ) async throws -> CommandRun {
        let arguments = ["sync", scenario.job, "--json"]
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            mkdir -p mirror copy && mount -t tmpfs -o size=\(megabytes)m none mirror && cp -a copy/. mirror
            \(before)
            mount -o remount,\(options),size=\(megabytes)m mirror
            '\(BuiltProducts.wheelbarrow)' \(words); code=$?
            cp -a mirror/. copy/; exit $code
            """
        let outcome = try await Program.run(
            "unshare", ["--map-root-user", "--mount", "sh", "-c", script],
            environment: scenario.environment, directory: scenario.directory.path)
        return CommandRun(arguments, outcome)
    }

    @Test func tooLittleRoomIsToldBeforeByteOne() async throws {
        var tree = IndexTree()
        for number in 0..<12 {
            tree.add(WheelMaker("project-\(number)", payloadSize: 1_000_000).wheel())
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(rest: "[publish]\nmin-free = \"1MiB\"")
        let run = try await sync(scenario, megabytes: 8)
        expect(run, .cantcreat)
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
        #expect(run.document["published"].bool == false)
    }

    @Test func fillingUpStopsCleanlyAndKeepsWhatIsVerified() async throws {
        let scenario = try Scenario(Self.tree(files: 12))
        try scenario.writeJob(rest: "[publish]\nmin-free = \"1MiB\"")
        let full = try await sync(scenario, megabytes: 8)
        expect(full, .cantcreat)
        #expect(full.document["published"].bool == false)
        #expect(full.failures.contains { $0.hasSuffix(" disk") }, "\(full)")
        let kept = FileTree.files(under: scenario.directory["copy/public/files"])
            .filter { $0.hasSuffix(".whl") }
        #expect(!kept.isEmpty)
        scenario.index.forgetRequests()
        let roomy = try await sync(scenario, megabytes: 64)
        expect(roomy, .ok, failures: [])
        let fetched = scenario.index.requests.filter { $0.path.hasSuffix(".whl") }
        #expect(fetched.count <= 12 - kept.count)
        try PublishedMirror(path: scenario.directory["copy"]).expectWhole()
    }

    /// Nobody knows beforehand what a file without a size, or its metadata, will need.
    @Test(arguments: [true, false])
    func whatMustStayFreeStaysFreeWhereSizesAreUnknown(dependencies: Bool) async throws {
        let wheel = WheelMaker("alpha", payloadSize: 40 << 20).wheel()
        var tree = IndexTree()
        tree.add(wheel) {
            $0.size = nil
            $0.offersMetadata = false
        }
        let scenario = try Scenario(tree)
        scenario.index.set(
            "/files/alpha/\(wheel.filename)", Script(body: wheel.bytes).framed(.chunked))
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies,
            rest: "[publish]\nmin-free = \"40MiB\"")
        let run = try await sync(scenario, megabytes: 64)
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains("must stay free") == true, "\(run)")
        let copy = scenario.directory["copy"]
        let written = try FileTree.files(under: copy).reduce(0) {
            $0 + (try FileTree.bytes("\(copy)/\($1)").count)
        }
        #expect(written < 24 << 20)
        expect(try await self.sync(scenario, megabytes: 128), .ok, failures: [])
    }

    @Test func aReadOnlyMirrorCannotBeCreated() async throws {
        let scenario = try Scenario(Self.tree(files: 1))
        let run = try await sync(scenario, megabytes: 80, options: "ro")
        expect(run, .cantcreat)
        #expect(!scenario.index.requests.contains { $0.path.hasSuffix(".whl") })
    }

    @Test func noInodesIsNoRoom() async throws {
        let scenario = try Scenario(Self.tree(files: 12))
        try scenario.writeJob(rest: "[publish]\nmin-free = \"1MiB\"")
        let run = try await sync(scenario, megabytes: 64, options: "rw,nr_inodes=20")
        expect(run, .cantcreat)
        #expect(run.document["published"].bool == false)
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(hints.contains { $0.contains("inode") }, "\(run)")
        #expect(
            !hints.contains { $0.contains("min-free") || $0.hasPrefix("the biggest") }, "\(run)")
    }

    @Test func aMirrorThatIsAFileCannotBeCreated() async throws {
        let scenario = try Scenario(Self.tree(files: 1))
        try scenario.directory.write("not a directory", to: "mirror")
        expect(try await scenario.sync(), .cantcreat)
    }
}
