import Glibc
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct SystemDiskTests {
    private let disk = SystemDisk()

    @Test func writesAndReadsWholeFiles() throws {
        let directory = try TemporaryDirectory()
        let path = directory["file"]
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        try disk.write(content, to: path, mode: 0o600)
        try disk.write(content.reversed(), to: path, mode: 0o640)
        #expect(try disk.read(path) == content.reversed())
        let status = try #require(try disk.status(path))
        #expect(status.size == 300_000 && status.mode == 0o640 && status.kind == .file)
    }

    @Test func tellsWhatStandsAtAPath() throws {
        let directory = try TemporaryDirectory()
        try disk.symlink(directory["link"], to: "nowhere")
        #expect(try disk.status(directory["none"]) == nil)
        #expect(try disk.status(directory["link"])?.kind == .link)
        #expect(try disk.status(directory.path)?.kind == .directory)
        #expect(try disk.readLink(directory["link"]) == "nowhere")
        #expect(try disk.readLink(directory["none"]) == nil)
        #expect(try disk.readLink(directory.path) == nil)
        #expect(try disk.list(directory.path) == ["link"])
        #expect(try disk.list(directory["none"]) == [])
    }

    @Test func removesTreesWithoutFollowingLinks() throws {
        let directory = try TemporaryDirectory()
        try directory.write("kept", to: "outside/file")
        try directory.write("gone", to: "tree/a/b/file")
        try disk.symlink(directory["tree/a/link"], to: directory["outside"])
        try disk.removeTree(directory["tree"])
        try disk.removeTree(directory["tree"])
        #expect(!directory.exists("tree"))
        #expect(try directory.text("outside/file") == "kept")
    }

    @Test func errorsNameTheOperationThePathAndTheReason() throws {
        let directory = try TemporaryDirectory()
        let error = #expect(throws: StoreError.self) { try disk.read(directory["none"]) }
        #expect(error?.code == .disk(errno: ENOENT))
        #expect(
            error?.description
                == "could not open \(directory["none"]): no such file or directory")
    }

    @Test func nothingButAFileIsWrittenOrWaitedFor() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Program.run("mkfifo", [directory["fifo"]])
        try FileTree.makeDirectory(directory["folder"])
        try disk.symlink(directory["link"], to: directory["folder"])
        let found: [(String, FileStatus.Kind)] = [
            ("/dev/zero", .device), (directory["fifo"], .pipe), (directory["folder"], .directory),
            (directory["link"], .link),
        ]
        for (path, kind) in found {
            let error = #expect(throws: StoreError.self) {
                try disk.write([1], to: path, mode: 0o644)
            }
            #expect(error?.code == .inTheWay(found: kind, wanted: .file), "\(path)")
            #expect(error?.diskFailure == .cannotCreate && error?.path == path)
        }
        let error = #expect(throws: StoreError.self) { try disk.read(directory["fifo"]) }
        #expect(error?.code == .inTheWay(found: .pipe, wanted: .file))
    }

    @Test func familiesOfDiskErrors() {
        let families: [(Int32, DiskFailure)] =
            [
                ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG, EFBIG,
                ENOENT,
            ].map { ($0, .cannotCreate) }
            + [EIO, ESTALE].map { ($0, .inputOutput) }
            + [EMFILE, ENFILE, EAGAIN, ENOMEM].map { ($0, .exhausted) }
        for (number, family) in families {
            let error = StoreError(errno: number, operation: "write", path: "x")
            #expect(error.diskFailure == family)
        }
        #expect(
            StoreError(.missingCatalog, operation: "open", path: "x").diskFailure == nil)
    }

    @Test func measuresTheFileSystem() throws {
        let directory = try TemporaryDirectory()
        let space = try disk.space(at: directory.path)
        #expect(space.freeBytes > 0 && space.freeBytes <= space.totalBytes)
        let mount = try disk.mountPoint(of: directory.path)
        #expect(directory.path.hasPrefix(mount))
        #expect(try disk.mountPoint(of: "/proc/self") == "/proc")
        try disk.synchronizeFilesystem(of: directory.path)
    }
}
