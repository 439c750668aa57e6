import TestSupport
import Testing

/// The fuzzer's finds and seeds, held to what must hold for any bytes.
@Suite struct FuzzCorpusTests {
    private static let folder = "\(Checkout.root)/Tests/Fuzz/Corpora"

    @Test func htmlFindsStayMended() throws {
        let names = try FileTree.names(in: "\(Self.folder)/html")
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/html/\(name)")
            #expect(PageProperties.brokenByHTML(bytes) == nil, "\(name)")
        }
    }

    @Test func jsonFindsStayMended() throws {
        let names = try FileTree.names(in: "\(Self.folder)/json")
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/json/\(name)")
            #expect(PageProperties.brokenByJSON(bytes) == nil, "\(name)")
        }
    }
}
