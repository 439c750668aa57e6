import Cryptography
import Glibc
import TestSupport
import Testing

@Suite struct LocalFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func readsAFileWhole() throws {
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try directory.write(bytes, to: "file")
        #expect(try LocalFile.read(path, limit: 70_000) == bytes)
        #expect(try LocalFile.read(directory.write("", to: "empty"), limit: 0).isEmpty)
    }

    @Test func readsWhatHasNoSizeOfItsOwn() throws {
        #expect(try !LocalFile.read("/proc/self/status", limit: 1 << 16).isEmpty)
    }

    @Test func refusesAFileBeyondTheLimit() throws {
        let path = try directory.write("12345", to: "file")
        #expect(throws: SystemCallError(errno: EFBIG)) { try LocalFile.read(path, limit: 4) }
    }

    @Test func saysThatADirectoryIsOne() throws {
        #expect(throws: SystemCallError(errno: EISDIR)) {
            try LocalFile.read(directory.path, limit: 10)
        }
    }

    @Test func neverWaitsForAPipe() async throws {
        try Program("mkfifo", [directory["pipe"]]).outputBlocking()
        #expect(throws: SystemCallError(errno: EINVAL, obstacle: "a FIFO")) {
            try LocalFile.read(directory["pipe"], limit: 10)
        }
        #expect(throws: SystemCallError(errno: EINVAL, obstacle: "a FIFO that nothing writes to")) {
            try LocalFile.read(directory["pipe"], limit: 10, waitsForPipe: true)
        }
        #expect(try LocalFile.status(directory["pipe"]).kind == .other("a FIFO"))
    }

    @Test func listsNamesWithoutTheDots() throws {
        for name in ["b", "a", ".hidden"] { try directory.write("", to: name) }
        #expect(try LocalFile.entries(of: directory.path) == [".hidden", "a", "b"])
        let error = #expect(throws: SystemCallError.self) {
            try LocalFile.entries(of: directory["missing"])
        }
        #expect(error?.errno == ENOENT)
        #expect(error?.description == "no such file or directory")
    }

    @Test func linksOfOneFileShareItsIdentity() throws {
        try directory.write("x", to: "file")
        try Program("ln", ["-s", "file", directory["link"]]).outputBlocking()
        let file = try LocalFile.status(directory["file"])
        #expect(try LocalFile.status(directory["link"]).identity == file.identity)
        #expect(file.size == 1)
        #expect(try LocalFile.status(directory.path).identity != file.identity)
    }

    @Test func writesForTheOwnerAloneAndLeavesNoTemporaryFile() throws {
        try LocalFile.makeDirectory(directory["a/b/c"])
        try LocalFile.makeDirectory(directory["a/b/c"])
        try LocalFile.write([1, 2], to: directory["a/b/c/file"])
        try LocalFile.write([3], to: directory["a/b/c/file"])
        #expect(try directory.bytes("a/b/c/file") == [3])
        #expect(try LocalFile.status(directory["a/b/c/file"]).mode == 0o600)
        #expect(try LocalFile.entries(of: directory["a/b/c"]) == ["file"])
    }

    @Test func failedWriteLeavesNothing() throws {
        try LocalFile.makeDirectory(directory["target"])
        #expect(throws: SystemCallError(errno: EISDIR)) {
            try LocalFile.write([1], to: directory["target"])
        }
        #expect(try LocalFile.entries(of: directory.path) == ["target"])
    }
}
