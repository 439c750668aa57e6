import Testing

@testable import WheelArchive

@Suite struct ZipRecordTests {
    private let bytes: [UInt8] =
        [9] + [0x50, 0x4B, 6, 7, 1, 2, 3, 4, 5, 6, 7, 0x88, 0, 0, 0, 0, 0, 0, 0, 0]

    @Test func numbersAreLittleEndian() throws {
        let record = try #require(ZipRecord(.zip64Locator, in: bytes, at: 1))
        #expect(record.uint16(at: 4) == 0x0201)
        #expect(record.uint32(at: 8) == 0x8807_0605)
        #expect(record.uint64(at: 4) == 0x8807_0605_0403_0201)
    }

    @Test func aRecordBearsItsSignatureAndFits() {
        #expect(ZipRecord(.end, in: bytes, at: 0) == nil)
        #expect(ZipRecord(.zip64Locator, in: bytes, at: 0) == nil)
        #expect(ZipRecord(.zip64Locator, in: bytes.dropLast(), at: 1) == nil)
        #expect(ZipRecord(.zip64Locator, in: bytes, at: -1) == nil)
        #expect(ZipRecord(.zip64Locator, in: bytes, at: 100) == nil)
    }
}
