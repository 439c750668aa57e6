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

    @Test(arguments: ["public", "public/files", "public/.pages/ab", "partial", "runs", "trash"])
    func aLinkInAFoldersPlaceIsRefusedBeforeAnythingIsWritten(_ folder: String) throws {
        let directory = try TemporaryDirectory()
        let layout = MirrorLayout(root: directory["mirror"])
        try layout.prepare(on: SystemDisk())
        try SystemDisk().removeTree("\(layout.root)/\(folder)")
        try directory.write("", to: "elsewhere/file")
        try SystemDisk().symlink("\(layout.root)/\(folder)", to: directory["elsewhere"])
        let error = #expect(throws: StoreError.self) { try layout.prepare(on: SystemDisk()) }
        #expect(error?.code == .linkedFolder && error?.path == "\(layout.root)/\(folder)")
        #expect(try SystemDisk().list(directory["elsewhere"]) == ["file"])
    }

    @Test func aMirrorThatIsALinkItselfIsPrepared() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "elsewhere/file")
        try SystemDisk().symlink(directory["mirror"], to: directory["elsewhere"])
        try MirrorLayout(root: directory["mirror"]).prepare(on: SystemDisk())
        #expect(directory.exists("elsewhere/public/files"))
    }
}
