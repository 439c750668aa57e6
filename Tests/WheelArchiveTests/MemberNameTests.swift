import Testing

@testable import WheelArchive

@Suite struct MemberNameTests {
    @Test(arguments: [
        "demo/__init__.py", "a", "demo/", "..a", "a..", "a../b", "...", "demo\\module.py",
        "Icon\r", "é", " ", ".", "./a", "a//b",
    ])
    func namesStayInside(name: String) {
        #expect(MemberName.isSafe(name))
    }

    @Test(arguments: [
        "", "/", "/etc/passwd", "\\a", "..", "../a", "a/..", "a/../../b", "a\\..\\b", "a/..\\b",
        "a:b", "C:", "c:/a", "C:\\a", "a\0", "\0",
    ])
    func namesThatLeadOutAreUnsafe(name: String) {
        #expect(!MemberName.isSafe(name))
    }
}
