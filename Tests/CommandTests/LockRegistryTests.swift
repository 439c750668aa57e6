import Cryptography
import Primitives
import TestSupport
import Testing

/// What a lock has from one index is never taken from another that merely has the name, and what it
/// says of a file's bytes is held against them.
@Suite struct LockRegistryTests {
    private let alpha = WheelMaker("alpha").wheel()

    private func wheel(
        url: String? = nil, sha256: String? = nil, size: Int? = nil, hash: String? = nil
    ) -> String {
        let hash = (hash ?? sha256.map { "sha256:\($0)" }).map { ", hash = \"\($0)\"" } ?? ""
        let size = size.map { ", size = \($0)" } ?? ""
        let url = url ?? "https://127.0.0.1:1/\(alpha.filename)"
        return "wheels = [{ url = \"\(url)\"\(hash)\(size) }]"
    }

    private func scene(_ tree: IndexTree? = nil) throws -> WarmScene {
        try WarmScene(tree ?? IndexTree(alpha))
    }

    private func warm(_ scene: WarmScene, _ lock: String) async throws -> CommandRun {
        try scene.directory.write(lock, to: "uv.lock")
        return try await scene.warm("uv.lock", "--for", "ci312", "--out", "wheelhouse", "--json")
    }

    private func sync(_ scene: WarmScene, _ lock: String, index: String = "") async throws
        -> CommandRun
    {
        try scene.directory.write(lock, to: "uv.lock")
        try scene.scenario.writeJob(
            index: index, select: "lock-files = [\"uv.lock\"]", dependencies: true,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n")
        return try await scene.scenario.sync()
    }

    private func kinds(_ run: CommandRun) -> [String] {
        run.document["holes"].array.compactMap { $0["kind"].string }
    }

    @Test(arguments: [
        "https://private.example/simple", "http://127.0.0.1:1/simple/", "/srv/wheels",
        "https://user:secret@private.example/simple/",
    ])
    func anEntryWithoutHashIsNotTakenFromANamesake(registry: String) async throws {
        let scene = try scene()
        for files in [
            wheel(),
            wheel(
                url: scene.index.url("/simple/alpha/x.whl").replacing("x.whl", with: alpha.filename)
            ),
        ] {
            let text = UVLock.ofAlpha(registry: registry, files)
            let warm = try await warm(scene, text)
            expect(warm, .dataerr)
            #expect(kinds(warm) == ["no_hash"], "\(warm)")
            expect(
                try await sync(scene, text), .dataerr, failures: ["alpha/\(alpha.filename) no_hash"]
            )
            #expect(!"\(warm)".contains("secret"))
        }
        let local = UVLock.ofAlpha(
            registry: registry, "wheels = [{ path = \"\(alpha.filename)\" }]")
        expect(try await warm(scene, local), .dataerr)
        expect(
            try await sync(scene, local, index: "allow-unhashed = true"), .dataerr,
            failures: ["alpha/\(alpha.filename) no_hash"])
        #expect(!scene.index.requests.contains { $0.path.hasSuffix(".whl") })
    }

    /// What one table allows says nothing of hosts where no table is.
    @Test func whoGivesNoHashIsToldAndWhoseWordCounts() async throws {
        let scene = try scene()
        let text = UVLock.ofAlpha(registry: "https://private.example/simple", wheel())
        let strange = try await sync(scene, text, index: "allow-unhashed = true")
        expect(strange, .dataerr, failures: ["alpha/\(alpha.filename) no_hash"])
        let told = strange.document["message"].string ?? ""
        #expect(told.hasPrefix("the lock has \(alpha.filename) without a hash at 127.0.0.1:1"))
        let home = wheel(url: scene.index.url("/files/alpha/\(alpha.filename)"))
        let known = UVLock.ofAlpha(registry: "https://private.example/simple", home)
        let own = try await sync(scene, known)
        expect(own, .dataerr, failures: ["alpha/\(alpha.filename) no_hash"])
        #expect(
            own.document["message"].string?.hasPrefix("the lock gives no hash") ?? false, "\(own)")
        expect(try await sync(scene, known, index: "allow-unhashed = true"), .ok, failures: [])
    }

    @Test(arguments: ["simple/", "simple", "simple//"])
    func theSameIndexIsKnownHoweverItIsSpelled(path: String) async throws {
        let scene = try scene()
        let registry = scene.index.url("/\(path)").replacing("http://", with: "HTTP://u:p@")
        let text = UVLock.ofAlpha(registry: registry, wheel())
        expect(try await warm(scene, text), .ok)
        expect(try await sync(scene, text), .ok, failures: [])
    }

    @Test func aHashedEntryMayComeFromAnyIndex() async throws {
        let scene = try scene()
        let text = UVLock.ofAlpha(
            registry: "https://private.example/simple", wheel(sha256: alpha.sha256))
        expect(try await warm(scene, text), .ok)
        expect(try await sync(scene, text), .ok, failures: [])
    }

    @Test func aPackageWithoutFilesIsNotTakenFromTheIndex() async throws {
        let scene = try scene()
        for registry in ["https://private.example/simple", scene.index.url("/simple/")] {
            let text = UVLock.ofAlpha(registry: registry, "")
            let warm = try await warm(scene, text)
            expect(warm, .dataerr)
            #expect(kinds(warm) == ["no_match"], "\(warm)")
            let sync = try await sync(scene, text)
            expect(sync, .dataerr, failures: ["alpha no_match"])
        }
    }

    @Test func aLockedSizeIsChecked() async throws {
        let right = alpha.bytes.count
        for size in [right - 1, right + 1] {
            let scene = try scene()
            let text = UVLock.ofAlpha(
                registry: scene.index.url("/simple/"), wheel(sha256: alpha.sha256, size: size))
            let warm = try await warm(scene, text)
            expect(warm, .dataerr)
            #expect(kinds(warm) == ["size_mismatch"], "\(warm)")
            expect(
                try await sync(scene, text), .dataerr,
                failures: ["alpha/\(alpha.filename) size_mismatch"])
        }
    }

    @Test func aLockedSizeIsCheckedOnWhatIsThereAlready() async throws {
        let scene = try scene()
        let registry = scene.index.url("/simple/")
        let good = UVLock.ofAlpha(
            registry: registry, wheel(sha256: alpha.sha256, size: alpha.bytes.count))
        let bad = UVLock.ofAlpha(registry: registry, wheel(sha256: alpha.sha256, size: 1))
        expect(try await warm(scene, good), .ok)
        expect(try await sync(scene, good), .ok, failures: [])
        let warm = try await warm(scene, bad)
        expect(warm, .dataerr)
        #expect(kinds(warm) == ["size_mismatch"], "\(warm)")
        let check = try await scene.warm(
            "uv.lock", "--for", "ci312", "--check", "wheelhouse", "--json")
        expect(check, .dataerr)
        #expect(kinds(check) == ["size_mismatch"], "\(check)")
        expect(
            try await sync(scene, bad), .dataerr,
            failures: ["alpha/\(alpha.filename) size_mismatch"])
    }

    /// The weaker hash has to be right besides the index's own, and stands in the place of none.
    @Test func aLocksWeakHashReplacesNoStrongOne() async throws {
        var tampered = alpha
        tampered.bytes += [0]
        var tree = IndexTree()
        tree.add(tampered) { [sha256 = alpha.sha256] in
            $0.sha256 = sha256
            $0.size = nil
            $0.offersMetadata = false
        }
        let scene = try scene(tree)
        let md5 = Hashing.digest(tampered.bytes, .md5).hex
        let text = UVLock.ofAlpha(registry: scene.index.url("/simple/"), wheel(hash: "md5:\(md5)"))
        let warm = try await warm(scene, text)
        expect(warm, .dataerr)
        #expect(kinds(warm) == ["hash_mismatch"], "\(warm)")
        expect(
            try await sync(scene, text), .dataerr,
            failures: ["alpha/\(alpha.filename) hash_mismatch"])
        let other = try self.scene()
        let wrong = UVLock.ofAlpha(
            registry: other.index.url("/simple/"),
            wheel(hash: "md5:\(String(repeating: "0", count: 32))"))
        expect(try await self.warm(other, wrong), .dataerr)
        let right = UVLock.ofAlpha(
            registry: other.index.url("/simple/"),
            wheel(hash: "md5:\(Hashing.digest(alpha.bytes, .md5).hex)"))
        expect(try await self.warm(other, right), .ok)
        expect(try await sync(other, right), .ok, failures: [])
    }
}
