import TestSupport
import Testing

@testable import WheelArchive

@Suite struct EndRecordTests {
    private let one = SampleWheel.writer([ZipEntry("a", [1, 2, 3])])
    /// Of the directory of `one`, and of what stands in front of it.
    private let directorySize = 47
    private let bodySize = 34

    @Test func theDirectoryIsFoundBeforeTheEnd() throws {
        let bytes = one.finished(comment: Array("a comment".utf8))
        let end = try EndRecord(tail: bytes, size: Int64(bytes.count))
        #expect(end.count == 1)
        #expect(end.directory == 34..<81)
        #expect(end.shift == 0)
    }

    @Test func aPrefixShiftsEverything() throws {
        let prefix = [UInt8](repeating: 0x50, count: 1_000)
        let zip = SampleWheel.writer([ZipEntry("a", [1, 2, 3])], prefix: prefix)
        for bytes in [zip.finished(), zip.finishedAsZip64()] {
            let end = try EndRecord(tail: bytes, size: Int64(bytes.count))
            #expect(end.directory == 1_034..<1_081)
            #expect(end.shift == 1_000)
        }
    }

    @Test func onlyTheEndOfTheFileIsAsked() throws {
        let bytes = one.finishedAsZip64()
        let tail = Array(bytes.suffix(56 + 20 + 22))
        let end = try EndRecord(tail: tail, size: Int64(bytes.count))
        #expect(end.directory == 34..<81)
    }

    @Test func theLongestCommentIsRead() throws {
        let bytes = one.finished(comment: [UInt8](repeating: 0x50, count: 65_535))
        let end = try EndRecord(tail: bytes.suffix(EndRecord.longest), size: Int64(bytes.count))
        #expect(end.directory == 34..<81)
    }

    @Test func aCommentThatIsAnEndRecordIsRefused() {
        let inner = ZipWriter().finished()
        #expect(reason(one.finished(comment: inner)) == "it has two end records")
        #expect(reason(one.finished(comment: Array("PK\u{5}\u{6}".utf8))) == nil)
    }

    @Test func bytesBehindTheEndAreRefused() {
        for extra in [1, 2, 21, 22, 100] {
            let bytes = one.finished() + [UInt8](repeating: 0, count: extra - 1) + [1]
            #expect(code(bytes) == .notAZip)
        }
    }

    @Test(arguments: [[], Array("a comment".utf8)], [1, 2, 21, 22, 512])
    func zerosBehindTheEndArePassedOver(comment: [UInt8], count: Int) throws {
        let bytes = one.finished(comment: comment) + [UInt8](repeating: 0, count: count)
        let end = try EndRecord(tail: bytes, size: Int64(bytes.count))
        #expect(end.directory == 34..<81)
        #expect(end.shift == 0)
    }

    @Test(arguments: [
        (4, 1, 2, "it belongs to an archive of several disks"),
        (6, 1, 2, "it belongs to an archive of several disks"),
        (8, 2, 2, "it belongs to an archive of several disks"),
        (10, 2, 2, "it belongs to an archive of several disks"),
        (12, 82, 4, "it does not fit into the file"),
        (12, 0xFFFF_FFFF, 4, "it does not fit into the file"),
        (16, 35, 4, "it does not fit into the file"),
        (16, 0xFFFF_FFFF, 4, "it does not fit into the file"),
        (12, 45, 4, "it is too small for its members"),
    ])
    func aFieldThatLiesIsFound(offset: Int, value: Int, width: Int, wanted: String) {
        let bytes = one.finished()
        #expect(reason(bytes.setting(bytes.count - 22 + offset, value, width)) == wanted)
    }

    @Test func moreMembersThanFitAreNotCounted() {
        let bytes = one.finished()
        let lying = bytes.setting(bytes.count - 14, 0xFFFF, 2).setting(bytes.count - 12, 0xFFFF, 2)
        #expect(reason(lying) == "it is too small for its members")
    }

    @Test(arguments: [
        // The record: its length, disks, counts, size and offset of the directory.
        (0, 4, 45, 8, "its zip64 end record is not in place"),
        (0, 0, 0, 4, "its zip64 end record is not in place"),
        (0, 16, 1, 4, "its two end records differ"), (0, 20, 1, 4, "its two end records differ"),
        (0, 24, 2, 8, "it belongs to an archive of several disks"),
        (0, 32, -1, 8, "it belongs to an archive of several disks"),
        (0, 40, -1, 8, "it does not fit into the file"),
        (0, 40, 0, 8, "it is too small for its members"),
        (0, 48, 35, 8, "it does not fit into the file"),
        (0, 48, -1, 8, "it does not fit into the file"),
        // Without a prefix, a smaller offset is that of an archive behind one.
        (0, 48, 33, 8, "its zip64 locator points elsewhere"),
        // The locator: disk, offset of the record, number of disks.
        (56, 4, 1, 4, "its zip64 end record is not in place"),
        (56, 8, 80, 8, "its zip64 locator points elsewhere"),
        (56, 8, -1, 8, "its zip64 locator points elsewhere"),
        (56, 16, 2, 4, "its zip64 end record is not in place"),
        // The old record, where it claims to know.
        (76, 8, 2, 2, "its two end records differ"), (76, 10, 0, 2, "its two end records differ"),
        (76, 12, 46, 4, "its two end records differ"),
        (76, 16, 0, 4, "its two end records differ"), (76, 4, 1, 2, "its two end records differ"),
    ])
    func aWideFieldThatLiesIsFound(
        record: Int, offset: Int, value: Int, width: Int, wanted: String
    ) {
        let bytes = one.finishedAsZip64()
        let start = bytes.count - 98 + record
        #expect(reason(bytes.setting(start + offset, value, width)) == wanted)
    }

    @Test func wideRecordsMayStandBesideAnEndThatKnows() throws {
        let bytes = one.finishedAsZip64()
        let end = bytes.count - 22
        let agreeing = bytes.setting(end + 8, 1, 2).setting(end + 10, 1, 2)
            .setting(end + 12, directorySize, 4).setting(end + 16, bodySize, 4)
        #expect(try EndRecord(tail: agreeing, size: Int64(agreeing.count)).count == 1)
    }

    private func code(_ bytes: [UInt8]) -> WheelError.Code? { error(bytes)?.code }

    private func reason(_ bytes: [UInt8]) -> String? {
        error(bytes).map { $0.code == .malformedDirectory ? $0.detail : "\($0.code)" }
    }

    private func error(_ bytes: [UInt8]) -> WheelError? {
        do {
            _ = try EndRecord(tail: bytes, size: Int64(bytes.count))
            return nil
        } catch { return error }
    }
}
