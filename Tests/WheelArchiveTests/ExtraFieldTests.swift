import TestSupport
import Testing

@testable import WheelArchive

@Suite struct ExtraFieldTests {
    private let wide =
        littleEndian(1, 2) + littleEndian(16, 2) + littleEndian(5, 8)
        + littleEndian(6, 8)

    @Test func blocksAreAsLongAsTheySay() {
        #expect(ExtraField([]) != nil)
        #expect(ExtraField([1, 2, 3]) != nil)
        #expect(ExtraField(wide[...]) != nil)
        #expect(ExtraField(wide + [0, 0]) != nil)
        #expect(ExtraField(wide.dropLast()) == nil)
        #expect(ExtraField(wide + [9, 9, 1, 0]) == nil)
    }

    @Test func wideNumbersTakeThePlaceOfFullFields() throws {
        let extra = try #require(ExtraField([7, 7, 0, 0] + wide))
        #expect(extra.widened([.max, .max, 3]) == [5, 6, 3])
        #expect(extra.widened([2, .max, 3]) == [2, 5, 3])
        #expect(extra.widened([1, 2, 3]) == [1, 2, 3])
        #expect(extra.widened([.max, 2, .max]) == [5, 2, 6])
        #expect(extra.widened([.max, .max, .max]) == nil)
    }

    @Test func withoutABlockFieldsAreWhatTheyAre() throws {
        let extra = try #require(ExtraField([]))
        #expect(extra.widened([.max, 1]) == [0xFFFF_FFFF, 1])
    }

    @Test func twoBlocksAreNotChosenBetween() throws {
        #expect(try #require(ExtraField((wide + wide)[...])).widened([.max, .max]) == nil)
    }

    @Test func anotherNameIsSeen() throws {
        func renames(_ path: [UInt8], _ name: String) throws -> Bool {
            let block = littleEndian(0x7075, 2) + littleEndian(path.count, 2) + path
            return try #require(ExtraField(block[...])).renames(Array(name.utf8)[...])
        }
        #expect(try !renames([1, 0, 0, 0, 0] + Array("name".utf8), "name"))
        #expect(try renames([1, 0, 0, 0, 0] + Array("Name".utf8), "name"))
        #expect(try renames([1], "name"))
        #expect(try !#require(ExtraField(wide[...])).renames([]))
    }
}
