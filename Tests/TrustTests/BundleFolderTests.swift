import TestSupport
import Testing

@testable import Trust

@Suite struct BundleFolderTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try FileTree.makeDirectory(directory["ann"])
    }

    private func folder(_ home: String? = nil, cache: String? = nil) -> String? {
        BundleFolder.ofUser(
            ["HOME": home, "XDG_CACHE_HOME": cache].compactMapValues(\.self))
    }

    @Test func itStandsWithTheMirrorOrInTheUsersCache() {
        #expect(BundleFolder.of(mirror: "/srv/mirror") == "/srv/mirror/cache/trust")
        let (home, cache) = (directory["ann"], directory["cache"])
        #expect(folder(home) == "\(home)/.cache/wheelbarrow/trust")
        #expect(folder(home + "//") == "\(home)/.cache/wheelbarrow/trust")
        #expect(folder(home, cache: "") == "\(home)/.cache/wheelbarrow/trust")
        #expect(folder(home, cache: "ann") == "\(home)/.cache/wheelbarrow/trust")
        #expect(folder(home, cache: cache) == "\(cache)/wheelbarrow/trust")
        #expect(folder(cache: home) == "\(home)/wheelbarrow/trust")
    }

    @Test func thereIsNoneWithoutAFolderOfTheUsersOwn() throws {
        for home in [nil, "", "/", "//", "ann", "/dev/null", directory["absent"], "/tmp"] {
            #expect(folder(home) == nil)
        }
        for cache in ["/", "/absent", directory["absent/cache"], "/tmp/absent"] {
            #expect(folder(directory["ann"], cache: cache) == nil)
        }
    }
}
