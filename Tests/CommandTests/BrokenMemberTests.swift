import TestSupport
import Testing

/// A wheel of which an installer could not unpack some file gets into no wheelhouse, though it is the
/// very file that is wanted.
@Suite struct BrokenMemberTests {
    private static let whole = WheelMaker("alpha").wheel()

    /// The content of its first member is not what the archive's check sum says.
    private static var broken: Distribution {
        var broken = whole
        var bytes = whole.bytes
        let nameLength = Int(bytes[26]) | Int(bytes[27]) << 8
        let extraLength = Int(bytes[28]) | Int(bytes[29]) << 8
        bytes[30 + nameLength + extraLength] ^= 0xFF
        broken.bytes = bytes
        return broken
    }

    @Test(arguments: ["flat", "index"])
    func itIsRefusedAndTheOthersStay(layout: String) async throws {
        let scene = try WarmScene(IndexTree(Self.broken, WheelMaker("beta").wheel()))
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let run = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "house", "--layout", layout, "--json")
        expect(run, .dataerr)
        let hole = run.document["holes"][0]
        #expect(hole["project"].string == "alpha", "\(run)")
        #expect(hole["reason"].string?.contains("cannot be installed") == true, "\(run)")
        let files = FileTree.files(under: scene.directory["house"])
        #expect(!files.contains { $0.hasSuffix(Self.whole.filename) }, "\(files)")
        #expect(files.contains { $0.hasSuffix("beta-1.0-py3-none-any.whl") }, "\(files)")
    }
}
