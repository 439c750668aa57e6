import Primitives
import Testing

@testable import Inputs

struct FreeSpaceFloorTests {
    @Test func theStandardIsFivePercentWithinBounds() {
        #expect(FreeSpaceFloor.standard.bytes(ofTotal: 10 << 30) == (10 << 30) / 20)
        #expect(FreeSpaceFloor.standard.bytes(ofTotal: 1 << 40) == 2 << 30)
        #expect(FreeSpaceFloor.standard.bytes(ofTotal: 100 << 20) == 64 << 20)
    }

    @Test func takesPartsAndSizes() {
        #expect(FreeSpaceFloor("10%")?.bytes(ofTotal: 1000) == 100)
        #expect(FreeSpaceFloor("1KiB")?.bytes(ofTotal: 1000) == 1024)
        #expect(FreeSpaceFloor("lots") == nil)
        #expect(FreeSpaceFloor("10") == nil)
    }
}
