import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

struct LockFileReaderTests {
    private static let linux = LockScene.targets[3]

    private func package(_ lock: LockFile, _ name: String) throws -> LockedPackage {
        try #require(lock.packages.first { $0.name.normalized == name })
    }

    @Test func readsAFileOfAUVLock() throws {
        let lock = try LockScene.read("app/uv.lock")
        #expect(lock.format == .uv)
        #expect(lock.requiresPython?.description == ">=3.8")
        #expect(lock.extras.map(\.normalized).sorted() == ["color", "toml"])
        #expect(lock.groups.map(\.normalized).sorted() == ["dev", "docs", "lint"])
        let colorama = try package(lock, "colorama")
        #expect(colorama.version == Version("0.4.6"))
        #expect(colorama.origin == .index)
        #expect(colorama.files.map(\.isWheel) == [false, true])
        let wheel = try #require(colorama.files.last)
        #expect(wheel.filename == "colorama-0.4.6-py2.py3-none-any.whl")
        #expect(wheel.url?.host == "files.index.example")
        #expect(wheel.size == 25_335)
        #expect(wheel.uploadTime?.description == "2022-10-25T02:36:20.889000Z")
        #expect(wheel.hashes.map(\.algorithm) == [.sha256])
    }

    @Test(arguments: ["0.2.37", "0.4.30", "0.7.22", "0.9.30"])
    func readsEveryRevision(version: String) throws {
        let lock = try LockScene.read("revisions/uv-\(version).lock")
        let pins = try LockScene.pins(lock, Self.linux, .part())
        #expect(
            pins == [
                "certifi==2026.10.19.post1", "chardet==4.0.0", "idna==2.10", "iniconfig==2.0.0",
                "pysocks==1.7.1", "requests==2.25.1", "urllib3==1.26.20",
            ])
        #expect(try LockScene.pins(lock, Self.linux, .whole) == (pins + ["tomli==2.0.1"]).sorted())
    }

    @Test func readsTheOldNameOfPackages() throws {
        let text = """
            version = 1

            [[distribution]]
            name = "six"
            version = "1.16.0"
            source = { registry = "https://index.example/simple" }
            """
        let lock = try LockFileReader.read(Array(text.utf8), path: "uv.lock")
        #expect(try LockScene.pins(lock, nil, .whole) == ["six==1.16.0"])
        #expect(try LockScene.pins(lock, nil, .part()) == ["six==1.16.0"])
        #expect(lock.requiresPython == nil)
    }

    @Test func readsPipsLock() throws {
        let lock = try LockScene.read("app/pylock.pip.toml")
        #expect(lock.format == .pylock)
        #expect(
            try LockScene.pins(lock, Self.linux, .part()) == [
                "certifi==2026.10.19.post1", "chardet==4.0.0", "idna==2.10", "pysocks==1.7.1",
                "requests==2.25.1", "tomli==2.0.1", "urllib3==1.26.20",
            ])
        #expect(try package(lock, "idna").files.map(\.hashes.count) == [1])
    }

    @Test func readsFilesOfALooseDirectory() throws {
        let lock = try LockScene.read("odd/uv.lock")
        let file = try #require(try package(lock, "pyflakes").files.first)
        #expect(file.path == "pyflakes-3.2.0-py2.py3-none-any.whl")
        #expect(file.url == nil)
        #expect(file.hashes.isEmpty)
        #expect(try package(lock, "odd").origin == .directory("."))
        #expect(try package(lock, "dirpkg").origin == .directory("dirpkg"))
        #expect(try package(lock, "gitpkg").origin == .elsewhere(kind: "git"))
        #expect(try package(lock, "six").files.isEmpty)
    }

    @Test func readsEveryKindOfHashAndAddress() throws {
        let digits = String(repeating: "0", count: 128)
        let text = """
            lock-version = "1.3"
            created-by = "hand"
            future = { key = 1 }
            [[packages]]
            name = "Torch_X"
            requires-python = ">=3.9"
            [[packages.wheels]]
            url = "https://files.index.example/torch_x-1.0%2Bcpu-py3-none-any.whl?a=b#c"
            upload-time = 2026-01-02T03:04:05.5+01:00
            hashes = { sha512 = "\(digits)", blake2b = "00", md5 = "\(digits.prefix(32))" }
            [packages.sdist]
            name = "torch-x-1.0+cpu.zip"
            url = "file:///srv/other%20name.zip"
            upload-time = "tomorrow"
            hashes = { blake2b = "00" }
            """
        let lock = try LockFileReader.read(Array(text.utf8), path: "pylock.ci.toml")
        #expect(
            lock.warnings.map(\.description) == [
                "pylock.ci.toml:1: lock-version 1.3 is newer than 1.0; what it adds is passed over"
            ])
        let package = try #require(lock.packages.first)
        #expect(package.name.normalized == "torch-x")
        #expect(package.version == Version("1.0+cpu"))
        #expect(
            package.files.map(\.filename) == [
                "torch-x-1.0+cpu.zip", "torch_x-1.0+cpu-py3-none-any.whl",
            ])
        #expect(package.files.map { $0.hashes.map(\.algorithm) } == [[], [.md5, .sha512]])
        #expect(package.files.map { $0.url == nil } == [true, false])
        #expect(package.files[1].uploadTime?.description == "2026-01-02T02:04:05.500000Z")
        #expect(package.files[0].uploadTime == nil)
        #expect(package.source.description == "pylock.ci.toml:4")
    }

    @Test func refusesWhatIsNotUTF8() {
        let error = #expect(throws: InvalidInput.self) {
            try LockFileReader.read([0x61, 0xFF], path: "uv.lock")
        }
        #expect(error?.description == "uv.lock:1: the text is not UTF-8; save it as UTF-8")
    }

    /// A lock that was cut off loses nothing silently: it is refused or names only what it had.
    @Test(arguments: ["app/uv.lock", "app/pylock.toml", "conflicts/uv.lock"])
    func survivesBeingCutAnywhere(file: String) throws {
        let bytes = try FileTree.bytes("\(LockScene.folder)/\(file)")
        let whole = try LockScene.read(file)
        let names = Set(whole.packages.map(\.name))
        for length in stride(from: 0, to: bytes.count, by: 397) {
            guard let lock = try? LockFileReader.read(Array(bytes[..<length]), path: "x") else {
                continue
            }
            #expect(Set(lock.packages.map(\.name)).isSubset(of: names), "\(length)")
        }
    }
}
