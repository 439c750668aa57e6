import Cryptography
import PythonPackaging
import TestSupport
import Testing

@testable import WheelArchive

extension HashContext: RunningDigest {}

@Suite struct RecordVerificationTests {
    private let members = SampleWheel.maker.wheelMembers()

    @Test(arguments: SampleWheel.forms)
    func aWheelAsItShouldBeHasNoFaults(_ wheel: SampleWheel) async throws {
        let opened = try await wheel.open()
        #expect(try await opened.verifyRecord(by: HashContext.self) == [])
    }

    @Test func signaturesNeedNotBeListed() async throws {
        var entries = entries
        entries.append(ZipEntry(SampleWheel.recordName + ".jws", [1]))
        entries.append(ZipEntry(SampleWheel.recordName + ".p7s", [1]))
        #expect(try await faults(entries) == [])
    }

    @Test func anotherContentIsFound() async throws {
        var entries = entries
        entries[0] = ZipEntry("demo/__init__.py", changed(members[0].content))
        #expect(try await faults(entries) == ["demo/__init__.py: digestMismatch"])
        entries[0] = ZipEntry("demo/__init__.py", members[0].content + [0])
        #expect(try await faults(entries) == ["demo/__init__.py: sizeMismatch"])
    }

    @Test func filesAndLinesAreTheSame() async throws {
        var entries = entries
        entries[0] = ZipEntry("demo/other.py", members[0].content)
        #expect(
            try await faults(entries) == ["demo/other.py: unlisted", "demo/__init__.py: missing"])
    }

    @Test func aFileThatStandsTwiceIsFound() async throws {
        var entries = entries
        entries.insert(entries[0], at: 0)
        #expect(try await faults(entries) == ["demo/__init__.py: ambiguous"])
    }

    @Test func aLineThatStandsTwiceIsFound() async throws {
        let entries = withRecord { $0 + $0.prefix { $0 != "\n" } + "\n" }
        #expect(try await faults(entries) == ["demo/__init__.py: ambiguous"])
    }

    @Test func aLineWithoutHashIsFound() async throws {
        let entries = withRecord { record in
            record.replacing(/^demo\/__init__.py,[^,]*/, with: "demo/__init__.py,")
                .replacing(/\ndemo\/payload.bin,[^,]*/, with: "\ndemo/payload.bin,crc32=AAAA")
        }
        #expect(
            try await faults(entries) == [
                "demo/__init__.py: unverifiable", "demo/payload.bin: unverifiable",
            ])
    }

    @Test func aMemberThatCannotBeUnpackedIsAFault() async throws {
        var entries = entries
        entries[0].crc32 ^= 1
        let wheel = try await SampleWheel.open(SampleWheel.writer(entries).finished())
        let faults = try await wheel.verifyRecord(by: HashContext.self)
        #expect(faults.map(\.path) == ["demo/__init__.py"])
        guard case .unreadable(let error) = faults.first?.code else {
            Issue.record("\(faults)")
            return
        }
        #expect(error.code == .checksumMismatch)
    }

    @Test func aWheelThatUnpacksToTooMuchIsRefused() async throws {
        var limits = ArchiveLimits.standard
        limits.expandedBytes = members.reduce(0) { $0 + Int64($1.content.count) }
        let wheel = try await SampleWheel.forms[1].open(limits: limits)
        #expect(try await wheel.verifyRecord(by: HashContext.self) == [])
        limits.expandedBytes -= 1
        let tight = try await SampleWheel.forms[1].open(limits: limits)
        let error = await #expect(throws: WheelError.self) {
            try await tight.verifyRecord(by: HashContext.self)
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func withoutRecordThereIsNothingToVerify() async throws {
        let wheel = try await SampleWheel.open(SampleWheel.writer(entries.dropLast()).finished())
        let error = await #expect(throws: WheelError.self) {
            try await wheel.verifyRecord(by: HashContext.self)
        }
        #expect(error?.code == .noMember)
    }

    private var entries: [ZipEntry] { members.map { ZipEntry($0.name, $0.content) } }

    private func changed(_ content: [UInt8]) -> [UInt8] { [content[0] ^ 1] + content.dropFirst() }

    private func withRecord(_ change: (String) -> String) -> [ZipEntry] {
        var entries = entries
        let record = change(String(decoding: members.last?.content ?? [], as: UTF8.self))
        entries[entries.count - 1] = ZipEntry(SampleWheel.recordName, Array(record.utf8))
        return entries
    }

    private func faults(_ entries: [ZipEntry]) async throws -> [String] {
        let wheel = try await SampleWheel.open(SampleWheel.writer(entries).finished())
        return try await wheel.verifyRecord(by: HashContext.self)
            .map { "\($0.path): \($0.code)" }
    }
}
