import TestSupport
import Testing

/// The fuzzer's finds and seeds, held to what must hold for any bytes.
@Suite struct FuzzCorpusTests {
    private static let folder = "\(Checkout.root)/Tests/Fuzz/Corpora"

    @Test func findsInWheelsStayMended() async throws {
        try await replay("wheel") { await WheelProperties.broken(by: $0) }
    }

    @Test func findsInSourcesStayMended() async throws {
        try await replay("source") { await SourceProperties.broken(by: $0) }
    }

    private func replay(
        _ corpus: String, _ problem: ([UInt8]) async -> String?
    ) async throws {
        let names = try FileTree.names(in: "\(Self.folder)/\(corpus)")
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/\(corpus)/\(name)")
            #expect(await problem(bytes) == nil, "\(name)")
        }
    }
}
