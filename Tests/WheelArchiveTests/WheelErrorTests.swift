import Testing

@testable import WheelArchive

@Suite struct WheelErrorTests {
    @Test(arguments: [
        (WheelError(.notAZip), "the file is not a zip archive"),
        (WheelError(.truncated), "the zip archive is cut short, or goes on behind its end"),
        (
            WheelError(.malformedDirectory, "a header is missing"),
            "the zip archive's directory is malformed: a header is missing"
        ),
        (
            WheelError(.overlappingMembers, member: "a.py"),
            "`a.py` overlaps with what follows it in the archive"
        ),
        (
            WheelError(.unsafeName, "\"../a\""),
            "the archive has a member with the unsafe name \"../a\""
        ),
        (WheelError(.ambiguousName, member: "a.py"), "`a.py` is in the archive more than once"),
        (WheelError(.noMember, member: "a.py"), "`a.py` is not in the archive"),
        (WheelError(.encrypted, member: "a.py"), "`a.py` is encrypted"),
        (
            WheelError(.unsupportedMethod, member: "a.py", "12"),
            "`a.py` is compressed by the unsupported method 12"
        ),
        (
            WheelError.tooLarge("has", limit: 32 << 20, member: "a.py"),
            "`a.py` has more than 32.0 MiB"
        ),
        (
            WheelError.tooLarge("unpacks to", limit: 1 << 30),
            "the archive unpacks to more than 1.0 GiB"
        ),
        (
            WheelError(.headerMismatch, member: "a.py", "name"),
            "`a.py` has a header with another name than the directory's"
        ),
        (WheelError(.corruptData, member: "a.py"), "the compressed data of `a.py` is damaged"),
        (
            WheelError(.sizeMismatch, member: "a.py"),
            "`a.py` does not have the size that the archive's directory gives"
        ),
        (
            WheelError(.checksumMismatch, member: "a.py"),
            "`a.py` does not have the CRC-32 that the archive's directory gives"
        ),
        (WheelError(.noDistInfo), "the wheel has no .dist-info directory"),
        (
            WheelError(.severalDistInfos, "a-1.dist-info, b-1.dist-info"),
            "the wheel has several .dist-info directories: a-1.dist-info, b-1.dist-info"
        ),
        (
            WheelError(.foreignDistInfo, member: "a-1.dist-info", "b"),
            "the wheel's `a-1.dist-info` is not of the project b"
        ),
        (
            WheelError(.malformedRecord, member: "a-1.dist-info/RECORD", "7"),
            "`a-1.dist-info/RECORD` is malformed in line 7"
        ),
        (WheelError(.encrypted, member: "a\u{1B}[2J\n"), "`a\\u{1B}[2J\\n` is encrypted"),
    ])
    func eachIsOneSentence(error: WheelError, text: String) {
        #expect(error.description == text)
    }
}
