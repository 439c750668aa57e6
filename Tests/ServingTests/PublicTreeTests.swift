import Foundation
import Primitives
import TestSupport
import Testing

@testable import Serving

@Suite struct PublicTreeTests {
    @Test func aPageChangedWhenItsGenerationWentLive() throws {
        let directory = try ServedMirror.publishedMirror()
        let tree = try #require(
            try PublicTree(directory: directory["public"], wasPublished: { false }))
        let page = "simple/demo/index.html"
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
            ofItemAtPath: directory["public/\(page)"])
        let modified = try #require(
            try tree.file(at: page, now: Instant(seconds: 4_000_000_000))
        ).modified
        #expect(modified.seconds > 1_700_000_000)
    }
}
