import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import WheelArchive

@Suite struct WheelTests {
    @Test(arguments: SampleWheel.forms)
    func metadataIsReadAsItStands(_ wheel: SampleWheel) async throws {
        let opened = try await wheel.open()
        #expect(opened.distInfo == "demo-1.0.dist-info")
        #expect(try await opened.metadata() == SampleWheel.metadata)
    }

    @Test(arguments: SampleWheel.forms)
    func everyMemberIsReadByName(_ wheel: SampleWheel) async throws {
        let opened = try await wheel.open()
        for member in SampleWheel.maker.wheelMembers() {
            #expect(try await opened.content(named: member.name) == member.content)
        }
    }

    @Test func metadataInTheEndCostsNoReadOfItsOwn() async throws {
        let source = MemorySource(wheel(payload: 500_000, metadataFirst: false))
        let opened = try await SampleWheel.open(source)
        #expect(try await opened.metadata() == SampleWheel.metadata)
        #expect(await source.reads.count == 1)
    }

    @Test func metadataElsewhereCostsTwoReads() async throws {
        let bytes = wheel(payload: 500_000, metadataFirst: true)
        let source = MemorySource(bytes)
        let opened = try await SampleWheel.open(source)
        #expect(try await opened.metadata() == SampleWheel.metadata)
        let reads = await source.reads
        #expect(reads.count == 2)
        #expect(reads.map { $0.upperBound - $0.lowerBound }.reduce(0, +) < 70_000)
    }

    @Test func aDirectoryOfThousandsCostsOneReadMore() async throws {
        var entries = SampleWheel.entries
        entries += (0..<2_000).map { ZipEntry("demo/module_number_\($0).py", []) }
        let source = MemorySource(SampleWheel.writer(entries).finished())
        let opened = try await SampleWheel.open(source)
        #expect(await source.reads.count == 2)
        #expect(opened.members.count == entries.count)
        #expect(try await opened.metadata() == SampleWheel.metadata)
        #expect(await source.reads.count == 3)
    }

    @Test func distInfoMayBeSpelledOtherwise() async throws {
        let filename = try WheelFilename(parsing: "Foo.Bar_baz-1.0-py3-none-any.whl")
        for name in ["foo_bar_baz-1.0", "Foo.Bar-Baz-1.0.0", "FOO_BAR.BAZ-2"] {
            let bytes = archive(["\(name).dist-info/METADATA"])
            let wheel = try await Wheel(filename, source: MemorySource(bytes))
            #expect(wheel.distInfo == "\(name).dist-info")
        }
    }

    @Test(arguments: [
        (["demo/__init__.py"], WheelError.Code.noDistInfo),
        (["demo/demo-1.0.dist-info/METADATA"], .noDistInfo),
        (["demo-1.0.dist-info/METADATA", "other-1.0.dist-info/"], .severalDistInfos),
        (["demo-1.0.dist-info/METADATA", "demo-1.1.dist-info/METADATA"], .severalDistInfos),
        (["demolition-1.0.dist-info/METADATA"], .foreignDistInfo),
        (["demo.dist-info/METADATA"], .foreignDistInfo),
    ])
    func distInfoIsOneAndTheProjects(names: [String], code: WheelError.Code) async throws {
        let error = await #expect(throws: WheelError.self) {
            try await SampleWheel.open(archive(names))
        }
        #expect(error?.code == code)
    }

    @Test func metadataMayBeMissing() async throws {
        let wheel = try await SampleWheel.open(archive(["demo-1.0.dist-info/metadata"]))
        let error = await #expect(throws: WheelError.self) { try await wheel.metadata() }
        #expect(error?.code == .noMember)
        #expect(error?.member == SampleWheel.metadataName)
    }

    @Test func recordIsRead() async throws {
        let wheel = try await SampleWheel.forms[1].open()
        let record = try await wheel.record()
        #expect(record.map(\.path) == SampleWheel.maker.wheelMembers().map(\.name))
        #expect(record.dropLast().allSatisfy { $0.hash != nil && $0.size != nil })
        #expect(record.last == RecordEntry(path: SampleWheel.recordName, hash: nil, size: nil))
    }

    @Test func recordHasNoMoreLinesThanTheLimit() async throws {
        var limits = ArchiveLimits.standard
        limits.members = 5
        let wheel = try await SampleWheel.forms[0].open(limits: limits)
        #expect(try await wheel.record().count == 5)
        let lines = Array(String(repeating: "a,,\n", count: 6).utf8)
        let padded = try await SampleWheel.open(
            SampleWheel.writer([ZipEntry(SampleWheel.recordName, lines)]).finished(), limits: limits
        )
        let error = await #expect(throws: WheelError.self) { try await padded.record() }
        #expect(error?.code == .tooLarge)
    }

    private func archive(_ names: [String]) -> [UInt8] {
        SampleWheel.writer(names.map { ZipEntry($0, []) }).finished()
    }

    /// A wheel with an incompressible member in front of the rest or behind METADATA.
    private func wheel(payload: Int, metadataFirst: Bool) -> [UInt8] {
        let ballast = ZipEntry("demo/ballast", [UInt8](repeating: 7, count: payload))
        let entries = SampleWheel.entries
        return SampleWheel.writer(metadataFirst ? entries + [ballast] : [ballast] + entries)
            .finished()
    }
}
