import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import Wheelhouse

@Suite struct HouseRecordsTests {
    private let directory: TemporaryDirectory
    private static let one = String(repeating: "1", count: 64)
    private static let two = String(repeating: "2", count: 64)

    init() throws { directory = try TemporaryDirectory() }

    private func vouch(_ hex: String) throws -> Bool? {
        let records = try HouseRecords(HouseDirectory(directory.path, .flat), all: true)
        let release = (ProjectName(spelled: "demo"), try #require(Version("1.0")))
        return records.vouch(
            for: "demo-1.0-py3-none-any.whl", "demo-1.0-py3-none-any.whl", of: release,
            try #require(Digest(.sha256, hex: hex)))
    }

    @Test func withoutListsNobodyVouches() throws {
        #expect(try vouch(Self.one) == nil)
    }

    @Test func theFirstListThatTellsCounts() throws {
        try directory.write(
            "demo==1.0 \\\n    --hash=sha256:\(Self.two)\n", to: "requirements.lock.txt")
        #expect(try vouch(Self.two) == true)
        #expect(try vouch(Self.one) == false)
        try directory.write(
            """
            lock-version = "1.0"
            created-by = "test"
            [[packages]]
            name = "demo"
            version = "1.0"
            wheels = [
                { path = "demo-1.0-py3-none-any.whl", hashes = { sha256 = "\(Self.one)" } },
            ]
            """, to: "pylock.toml")
        #expect(try vouch(Self.one) == true)
        #expect(try vouch(Self.two) == false)
        try directory.write(
            "no sum\n\(Self.two)  demo-1.0-py3-none-any.whl\n", to: "SHA256SUMS")
        #expect(try vouch(Self.two) == true)
        #expect(try vouch(Self.one) == false)
    }

    @Test func listsThatAreBrokenTellNothing() throws {
        try directory.write([0xFF, 0xFE, 0x00], to: "SHA256SUMS")
        try directory.write("[[packages", to: "pylock.toml")
        try directory.write("-e .\n", to: "requirements.lock.txt")
        #expect(try vouch(Self.one) == nil)
    }
}
