import Cryptography
import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import WheelArchive

@Suite struct PythonAgreementTests {
    @Test(arguments: [1, 2])
    func whatPythonWritesIsReadAsPythonReadsIt(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        let written = try await PythonZipfile.write(into: directory.path, seed: seed)
        #expect(written.count == 40)
        for (path, contents) in written {
            let wheel = try await SampleWheel.open(FileTree.bytes(path))
            let files = wheel.members.filter { !$0.isDirectory }
            #expect(Set(files.map(\.name)) == Set(contents.keys), "seed \(seed): \(path)")
            for file in files {
                let content = try await wheel.archive.content(of: file)
                #expect(
                    Hashing.digest(content, .sha256).hex == contents[file.name],
                    "seed \(seed): \(file.name) in \(path)")
            }
        }
    }

    @Test func theWheelsThatPythonBringsAlongAreRead() async throws {
        let paths = try await PythonZipfile.bundledWheels()
        #expect(!paths.isEmpty)
        let contents = try await PythonZipfile.read(paths)
        for path in paths {
            let filename = try #require(path.split(separator: "/").last.map(String.init))
            let source = MemorySource(try FileTree.bytes(path))
            let wheel = try await Wheel(WheelFilename(parsing: filename), source: source)
            let metadata = try await wheel.metadata()
            #expect(
                Hashing.digest(metadata, .sha256).hex
                    == contents[path]?["\(wheel.distInfo)/METADATA"])
            #expect(await source.reads.count <= 2)
            #expect(try await wheel.verifyRecord(by: HashContext.self) == [])
            #expect(wheel.members.filter { !$0.isDirectory }.count == contents[path]?.count)
        }
    }

    @Test func theWheelsThatUvBuildsAreRead() async throws {
        let project = try await UVProject.built("--wheel")
        let wheel = try await SampleWheel.open(project.bytes("dist/demo-1.0-py3-none-any.whl"))
        let metadata = try CoreMetadata(parsing: await wheel.metadata())
        #expect(metadata.requiresDist == ["other>=2"])
        #expect(try await wheel.verifyRecord(by: HashContext.self) == [])
    }

    /// Where a damaged archive is read at all, its members are those that pip would install.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatIsReadOfDamagedArchivesIsWhatPythonReads(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var mutation = ArchiveMutation(seed: seed)
        let paths = try (0..<300).map { round in
            let wheel = SampleWheel.forms[round % SampleWheel.forms.count]
            return try directory.write(mutation.mutated(wheel.bytes), to: "\(round).whl")
        }
        let contents = try await PythonZipfile.read(paths)
        var compared = 0
        for path in paths {
            let read = await members(try FileTree.bytes(path))
            for (name, digest) in read {
                guard let other = contents[path]?[name] else { continue }
                #expect(digest == other, "seed \(seed): \(name) in \(path)")
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    /// The SHA-256 of each member that is read without error, by name.
    private func members(_ bytes: [UInt8]) async -> [String: String] {
        guard let archive = try? await ZipArchive(source: MemorySource(bytes)) else { return [:] }
        var digests: [String: String] = [:]
        for member in archive.members {
            guard let only = try? archive.member(named: member.name),
                let content = try? await archive.content(of: only)
            else { continue }
            digests[member.name] = Hashing.digest(content, .sha256).hex
        }
        return digests
    }
}
