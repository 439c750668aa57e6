import Cryptography
import Primitives
import TestSupport
import Testing

@testable import WheelArchive

/// Valid source archives with something changed.
@Suite struct SourceMutationTests {
    @Test(arguments: SampleSources.forms)
    func aCutAnywhereIsNoticedOrDoesNotMatter(_ sources: SampleSources) async throws {
        // A few of each block, and all ends of blocks.
        for length in sources.bytes.indices where length % 41 == 0 || length % 512 == 0 {
            let cut = SampleSources(
                form: "", sources.filename, Array(sources.bytes.prefix(length)))
            do {
                let found = try await cut.open().packageInfo()
                // Between members a plain archive may end.
                let isPlain = sources.filename.hasSuffix(".tar") && length % 512 == 0
                #expect(
                    found == SampleSources.information || found == nil && isPlain,
                    "cut at \(length)")
            } catch is SourceArchiveError {
            } catch is WheelError {
                #expect(sources.form == "zipped")
            }
        }
    }

    @Test(arguments: SampleSources.forms)
    func everyByteMayChange(_ sources: SampleSources) async throws {
        let gap = sources.filename.hasSuffix("tar") ? 31 : 1
        for position in stride(from: 0, to: sources.bytes.count, by: gap) {
            for change in [0x01, 0x80] as [UInt8] {
                var bytes = sources.bytes
                bytes[position] ^= change
                let problem = await SourceProperties.broken(by: bytes)
                #expect(problem == nil, "\(position) ^ \(change)")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func manyThingsMayChangeAtOnce(seed: UInt64) async throws {
        var mutation = ArchiveMutation(seed: seed)
        for round in 0..<400 {
            let sources = SampleSources.forms[round % SampleSources.forms.count]
            let problem = await SourceProperties.broken(by: mutation.mutated(sources.bytes))
            #expect(problem == nil, "seed \(seed), round \(round), \(sources.form)")
        }
    }

    /// Where a damaged archive is read at all, it is read as pip's Python reads it.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatIsReadOfDamagedArchivesIsWhatPythonReads(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var mutation = ArchiveMutation(seed: seed)
        let paths = try (0..<400).map { round in
            let sources = SampleSources.tars[round % SampleSources.tars.count]
            return try directory.write(mutation.mutated(sources.bytes), to: "\(round).tar")
        }
        let contents = try await PythonTarfile.read(paths)
        var compared = 0
        for path in paths {
            let archive = try SampleSources.open(FileTree.bytes(path))
            for (name, bytes) in [
                ("PKG-INFO", try? await archive.packageInfo()),
                ("pyproject.toml", try? await archive.buildConfiguration()),
            ] {
                guard let bytes, let other = contents[path]?[name] else { continue }
                #expect(
                    Hashing.digest(bytes, .sha256).hex == other, "seed \(seed): \(name) in \(path)")
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    @Test(arguments: [1, 2])
    func whatPythonWritesIsReadAsPythonReadsIt(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        let written = try await PythonTarfile.write(into: directory.path, seed: seed)
        #expect(written.count == 40)
        for (path, contents) in written {
            let archive = try SampleSources.open(FileTree.bytes(path))
            for (name, bytes) in [
                ("PKG-INFO", try await archive.packageInfo()),
                ("pyproject.toml", try await archive.buildConfiguration()),
            ] {
                #expect(
                    bytes.map { Hashing.digest($0, .sha256).hex } == contents[name],
                    "seed \(seed): \(name) in \(path)")
            }
        }
    }

    @Test func theSourcesThatUvBuildsAreRead() async throws {
        let project = try await UVProject.built("--sdist")
        let archive = try SampleSources.open(project.bytes("dist/demo-1.0.tar.gz"))
        let information = try #require(try await archive.packageInfo())
        #expect(String(decoding: information, as: UTF8.self).contains("Requires-Dist: other>=2"))
        let configuration = try #require(try await archive.buildConfiguration())
        #expect(
            String(decoding: configuration, as: UTF8.self).contains("requires = [\"uv_build\"]"))
    }
}
