import Testing

@testable import Wheelhouse

@Suite struct PruningTests {
    @Test(arguments: [
        "demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz", "demo_tool-1.0rc1.zip", "demo-1.0.tgz",
    ])
    func distributionsMayGo(name: String) {
        #expect(Pruning.isDistribution(name))
    }

    @Test(arguments: [
        "data.tar.gz", "notes.txt", "CACHE_KEY", "pylock.toml", "backup.zip", "my-data.zip",
        ".wheelbarrow.lock", "demo-1.0-py3-none-any.whl.metadata", "wheel.whl",
    ])
    func everythingElseStays(name: String) {
        #expect(!Pruning.isDistribution(name))
    }
}
