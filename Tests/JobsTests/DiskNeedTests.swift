import Testing

@testable import Jobs

@Suite struct DiskNeedTests {
    private let need = DiskNeed(downloads: 100 << 20, files: 10, pages: 2, floor: 64 << 20)

    @Test func whatFitsIsNoShortfall() {
        #expect(need.shortfall(freeBytes: 1 << 30, freeInodes: nil, mount: "/") == nil)
    }

    @Test func theFloorHasToStayFree() {
        let text = need.shortfall(freeBytes: 128 << 20, freeInodes: nil, mount: "/srv")
        #expect("\(text, default: "none")".contains("/srv"))
        #expect("\(text, default: "none")".contains("128 MiB"))
    }

    @Test func inodesCountAsWell() {
        #expect(need.shortfall(freeBytes: 1 << 30, freeInodes: 10, mount: "/") != nil)
    }

    @Test func nothingToWriteAlwaysFits() {
        let none = DiskNeed(downloads: 0, files: 0, pages: 0, floor: 1 << 30)
        #expect(none.shortfall(freeBytes: 0, freeInodes: 0, mount: "/") == nil)
    }
}
