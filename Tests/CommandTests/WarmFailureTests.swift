import TestSupport
import Testing

/// A warm-up that fails leaves an earlier house as it was, and what nobody could install is no
/// success.
@Suite struct WarmFailureTests {
    private static let lists = ["CACHE_KEY", "SHA256SUMS", "pylock.toml", "requirements.lock.txt"]

    private static let beta = "/files/beta/beta-1.5-cp312-cp312-manylinux_2_17_x86_64.whl"

    private func warm(_ scene: WarmScene, _ arguments: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "requirements.txt", "--for", "ci312", "--json"] + arguments,
            environment: scene.settings)
    }

    private func house(_ scene: WarmScene) throws -> [String: [UInt8]] {
        var content: [String: [UInt8]] = [:]
        for name in try FileTree.names(in: scene.wheelhouse)
        where Self.lists.contains(name) || name.hasSuffix(".whl") {
            content[name] = try FileTree.bytes("\(scene.wheelhouse)/\(name)")
        }
        return content
    }

    /// What keeps the next run from its end.
    @Test(arguments: ["missing", "hash", "gone", "contradiction", "broken"], ["flat", "index"])
    func anEarlierHouseStays(fault: String, layout: String) async throws {
        let scene = try WarmScene()
        try scene.writeRequirements(scene.pin("alpha"))
        expect(try await warm(scene, "--out", "wheelhouse", "--layout", layout), .ok)
        let before = TreeSnapshot(of: scene.wheelhouse)
        let earlier = try house(scene)
        #expect(earlier["CACHE_KEY"] != nil)
        var lines = [scene.pin("alpha"), scene.pin("beta")]
        switch fault {
        case "missing": lines.append("omega==1 --hash=sha256:\(String(repeating: "0", count: 64))")
        case "hash": lines.append("gamma==0.3 --hash=sha256:\(String(repeating: "0", count: 64))")
        case "gone": scene.index.set(Self.beta, .failure(404))
        case "broken": scene.index.set(Self.beta, .file([1, 2, 3]))
        default: lines.append("alpha==2.0 --hash=sha256:\(String(repeating: "0", count: 64))")
        }
        try scene.directory.write(lines.joined(separator: "\n"), to: "requirements.txt")
        let run = try await warm(scene, "--out", "wheelhouse", "--layout", layout)
        #expect(run.code != .ok, "\(run)")
        for (name, bytes) in earlier { #expect(try house(scene)[name] == bytes, "\(name)") }
        if fault == "contradiction" { #expect(TreeSnapshot(of: scene.wheelhouse) == before) }
    }

    private static func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
        var zip = ZipWriter()
        for member in members { zip.add(member.name, member.content) }
        return zip.finished()
    }

    private static let kinds = [
        "no zip", "empty", "truncated", "METADATA", "WHEEL", "RECORD", "other project",
        "other version", "no dist-info",
    ]

    private static func broken(_ kind: String) -> [UInt8] {
        let members = WheelMaker("alpha").wheelMembers()
        switch kind {
        case "no zip": return Array("not a wheel".utf8)
        case "empty": return []
        case "truncated": return Array(WheelMaker("alpha").wheel().bytes.dropLast(40))
        case "no dist-info": return zip(members.filter { !$0.name.contains("dist-info") })
        case "other project", "other version":
            let other = kind == "other project" ? WheelMaker("omega") : WheelMaker("alpha", "9")
            return zip(
                members.map { member in
                    member.name.hasSuffix("/METADATA")
                        ? (member.name, Array(other.metadata.utf8)) : member
                })
        default: return zip(members.filter { !$0.name.hasSuffix("/\(kind)") })
        }
    }

    @Test(arguments: kinds)
    func aBrokenWheelIsNoSuccessWhateverItsHashSays(kind: String) async throws {
        var wheel = WheelMaker("alpha").wheel()
        wheel.bytes = Self.broken(kind)
        var tree = IndexTree()
        tree.add(wheel) { $0.offersMetadata = false }
        let scene = try WarmScene(tree)
        try scene.writeRequirements(scene.pin("alpha"))
        for _ in 0..<2 {
            let run = try await warm(scene, "--out", "wheelhouse")
            expect(run, .dataerr)
            #expect(run.document["holes"][0]["file"].string == wheel.filename, "\(run)")
            #expect(!scene.directory.exists("wheelhouse/CACHE_KEY"))
            // Where it stands in the house already.
            try scene.directory.write(wheel.bytes, to: "wheelhouse/\(wheel.filename)")
        }
        let check = try await warm(scene, "--check", "wheelhouse")
        expect(check, .dataerr)
        #expect(check.document["holes"].array.count == 1, "\(check)")
    }

    @Test(arguments: ["alpha-1.0-py3-none-any.whl", "CACHE_KEY", "SHA256SUMS", "report.json"])
    func aLinkThatLeadsNowhereIsNamed(name: String) async throws {
        let scene = try WarmScene()
        try scene.writeRequirements(scene.pin("alpha"))
        try scene.directory.write("", to: "wheelhouse/keep")
        _ = try await Program.run(
            "ln", ["-s", "/nonexistent/target", "\(scene.wheelhouse)/\(name)"])
        let run = try await warm(scene, "--out", "wheelhouse")
        expect(run, .cantcreat)
        #expect(run.document["message"].string?.contains(name) == true, "\(run)")
    }
}
