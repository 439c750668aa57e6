import Cryptography
import Glibc
import Primitives
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct PartialFileTests {
    private let file = SelectedFile(MirrorFixture.offer("demo-1.tar.gz", "content"))

    private func write(_ text: String, to partial: PartialFile) throws {
        try OpenFile(descriptor: dup(partial.descriptor), path: partial.path)
            .write(Array(text.utf8), at: try partial.size())
    }

    @Test func goesOnWhereAnEarlierRunStopped() async throws {
        let mirror = try MirrorFixture()
        var partial: PartialFile? = try PartialFile(for: file, in: mirror.layout)
        #expect(try partial?.size() == 0 && partial?.validator() == nil)
        try write("con", to: #require(partial))
        let validator = StoredValidator(etag: "\"1\"", lastModified: nil)
        try partial?.keep(validator: validator)
        partial = nil

        let again = try PartialFile(for: file, in: mirror.layout)
        #expect(try again.size() == 3 && again.validator() == validator)
        let stream = try await again.digests(of: [.sha256, .md5])
        #expect(stream.count == 3)
        stream.update(Array("tent".utf8))
        #expect(
            stream.finish() == [
                Hashing.digest(Array("content".utf8), .md5),
                Hashing.digest(Array("content".utf8), .sha256),
            ])
        #expect(try SystemDisk().status(again.path)?.mode == 0o644)
    }

    @Test func beginsAgain() throws {
        let mirror = try MirrorFixture()
        let partial = try PartialFile(for: file, in: mirror.layout)
        try write("con", to: partial)
        try partial.keep(validator: StoredValidator(etag: nil, lastModified: "today"))
        try partial.truncate()
        #expect(try partial.size() == 0 && partial.validator() == nil)
        try partial.discard()
        #expect(try SystemDisk().list(mirror.layout.partial) == [])
    }

    @Test func isNamedByWhatIsExpected() {
        var facts = MirrorFixture.offer("demo-1.tar.gz")
        let sha256 = String(repeating: "ab", count: 32)
        #expect(
            PartialFile.key(SelectedFile(sha256: sha256, facts: facts))
                .hasPrefix("sha256-\(sha256)-"))
        facts.hashes = ["md5": String(repeating: "cd", count: 16)]
        #expect(PartialFile.key(SelectedFile(facts)).hasPrefix("md5-cdcdcd"))
        facts.hashes = [:]
        #expect(PartialFile.key(SelectedFile(facts)).hasPrefix("url-"))
    }

    @Test func oldOnesAreSwept() async throws {
        let mirror = try MirrorFixture()
        let partial = try PartialFile(for: file, in: mirror.layout)
        let modified = try #require(try SystemDisk().status(partial.path)).modifiedSeconds
        let day: Int64 = 86_400
        try await PartialFile.sweep(mirror.layout, at: Instant(seconds: modified + 13 * day))
        #expect(try SystemDisk().status(partial.path) != nil)
        try await PartialFile.sweep(mirror.layout, at: Instant(seconds: modified + 15 * day))
        #expect(try SystemDisk().status(partial.path) == nil)
    }
}
