import Primitives
import PythonPackaging
import Selection
import SimpleIndex
import Testing

@testable import Wheelhouse

@Suite struct WantedFilePlaceTests {
    private static let digits = String(repeating: "ab", count: 30)
    private static let name = "demo-1.0-py3-none-any.whl"

    private func file(_ url: String, locked: String? = nil) throws -> WantedFile {
        let listed = ListedFile(
            filename: Self.name, url: locked.flatMap(WebAddress.init), digests: [])
        return WantedFile(
            project: ProjectName(spelled: "demo"), version: try #require(Version("1.0")),
            facts: IndexFile(filename: Self.name, url: url),
            listing: FileListing(files: locked == nil ? [] : [listed]), index: nil, targets: [])
    }

    private var sha256: Digest? { Digest(.sha256, hex: "0123" + String(repeating: "0", count: 60)) }

    @Test func aFlatWheelhouseHasOneFolder() throws {
        let file = try file("https://files.example/packages/00/11/\(Self.digits)/\(Self.name)")
        #expect(file.place(in: .flat, sha256: nil) == Self.name)
    }

    @Test(arguments: [
        "https://files.example/packages/0a/1b/\(digits)/\(name)",
        "https://proxy.example/root/packages/0a/1b/\(digits)/\(name)#sha256=00",
    ])
    func upstreamsShapeIsKept(url: String) throws {
        let place = "packages/0a/1b/\(Self.digits)/\(Self.name)"
        #expect(try file(url).place(in: .index, sha256: sha256) == place)
        #expect(
            try file("https://other.example/\(Self.name)", locked: url)
                .place(in: .index, sha256: sha256) == place)
    }

    @Test(arguments: [
        "https://files.example/\(name)", "https://files.example/packages/0a/1b/short/\(name)",
        "https://files.example/packages/0A/1b/\(digits)/\(name)",
        "https://files.example/packages/0a/..b/\(digits)/\(name)",
        "https://files.example/packages/0a/1b/\(digits)/other-1.0-py3-none-any.whl",
    ])
    func everyOtherOneIsMadeOfTheHash(url: String) throws {
        let zeros = String(repeating: "0", count: 60)
        #expect(
            try file(url).place(in: .index, sha256: sha256)
                == "packages/01/23/\(zeros)/\(Self.name)")
        #expect(try file(url).place(in: .index, sha256: nil) == nil)
    }
}
