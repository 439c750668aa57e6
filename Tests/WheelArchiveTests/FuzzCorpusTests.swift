import TestSupport
import Testing

/// The fuzzer's finds and seeds, held to what must hold for any bytes.
@Suite struct FuzzCorpusTests {
    private static let folder = "\(Checkout.root)/Tests/Fuzz/Corpora/wheel"

    @Test func findsStayMended() async throws {
        let names = try FileTree.names(in: Self.folder)
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/\(name)")
            #expect(await WheelProperties.broken(by: bytes) == nil, "\(name)")
        }
    }
}
