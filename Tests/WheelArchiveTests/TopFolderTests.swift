import Testing

@testable import WheelArchive

@Suite struct TopFolderTests {
    @Test func onlyWhatStandsDirectlyInItCounts() throws {
        var folder = TopFolder()
        let names = [
            ("a-1/PKG-INFO", true), ("./a-1/PKG-INFO", true), ("a-1//PKG-INFO", true),
            ("a-1/./PKG-INFO", true), ("a-1/b/PKG-INFO", false), ("PKG-INFO", false),
            ("./PKG-INFO", false), ("a-1", false), ("a-1/PKG-INFO.txt", false),
            ("a-1/pkg-info", false), ("a-1/P\u{212A}G-INFO", false), (".", false), ("other", false),
        ]
        for (name, isHeld) in names {
            #expect(try folder.holds("PKG-INFO", as: name) == isHeld, "\(name)")
        }
    }

    @Test func aSecondFolderIsRefused() throws {
        var folder = TopFolder()
        _ = try folder.holds("PKG-INFO", as: "a-1/setup.py")
        let error = #expect(throws: SourceArchiveError.self) {
            try folder.holds("PKG-INFO", as: "b-1/PKG-INFO")
        }
        #expect(error?.description == "the archive has several folders at its top: a-1, b-1")
    }
}
