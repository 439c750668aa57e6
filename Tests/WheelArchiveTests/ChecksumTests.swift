import Testing

@testable import WheelArchive

@Suite struct ChecksumTests {
    @Test func itIsTheOneOfZip() {
        var checksum = Checksum()
        #expect(checksum.value == 0)
        checksum.update(Array("1234".utf8))
        checksum.update([])
        checksum.update(Array("56789".utf8))
        #expect(checksum.value == 0xCBF4_3926)
    }
}
