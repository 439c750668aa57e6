import TestSupport
import Testing

@testable import MirrorStore

@Suite struct MirrorLayoutTests {
    @Test func namesEverythingBelowTheRoot() {
        let layout = MirrorLayout(root: "/srv/mirror//")
        let sha256 = String(repeating: "ab", count: 32)
        #expect(layout.root == "/srv/mirror")
        #expect(layout.live == "/srv/mirror/public/simple")
        #expect(layout.generation(42) == "/srv/mirror/public/.generations/000042")
        #expect(layout.generation(1_234_567) == "/srv/mirror/public/.generations/1234567")
        #expect(layout.page("abcdef") == "/srv/mirror/public/.pages/ab/abcdef")
        #expect(
            layout.object(sha256: sha256, filename: "a-1.zip")
                == "/srv/mirror/public/files/ab/ab/\(sha256)/a-1.zip")
        #expect(MirrorLayout(root: "/").root == "/")
    }

    @Test func preparingTwiceChangesNothing() throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory["deep/mirror"])
        try layout.prepare(on: SystemDisk())
        try SystemDisk().setMode(layout.runs, 0o750)
        try layout.prepare(on: SystemDisk())
        #expect(try SystemDisk().status(layout.runs)?.mode == 0o750)
        #expect(try SystemDisk().status(layout.partial)?.mode == 0o700)
    }

    @Test func partsOnOtherFileSystemsAreRefused() throws {
        let directory = try TemporaryDirectory()
        let disk = SystemDisk()
        // Both are there on any Linux, on file systems of their own.
        try disk.symlink(directory["partial"], to: "/proc")
        let error = #expect(throws: StoreError.self) {
            try MirrorLayout(root: directory.path).prepare(on: disk)
        }
        #expect(error?.code == .severalFilesystems)
    }
}
