import TestSupport
import Testing

/// The fuzzers' finds and seeds, held to what must hold for any bytes.
struct InputCorpusTests {
    private static let folder = "\(Checkout.root)/Tests/Fuzz/Corpora"

    @Test func findsInRequirementFilesStayMended() throws {
        let names = try FileTree.names(in: "\(Self.folder)/requirements")
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/requirements/\(name)")
            #expect(InputProperties.brokenByRequirements(bytes) == nil, "\(name)")
        }
    }

    @Test func findsInLockFilesStayMended() throws {
        let names = try FileTree.names(in: "\(Self.folder)/locks")
        #expect(!names.isEmpty)
        for name in names {
            let bytes = try FileTree.bytes("\(Self.folder)/locks/\(name)")
            #expect(InputProperties.brokenByLock(bytes) == nil, "\(name)")
        }
    }
}
