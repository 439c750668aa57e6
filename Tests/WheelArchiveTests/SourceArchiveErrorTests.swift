import Testing

@testable import WheelArchive

@Suite struct SourceArchiveErrorTests {
    @Test(arguments: [
        (
            SourceArchiveError(.unsupportedFormat, "\"a-1.tar.bz2\""),
            "the format of \"a-1.tar.bz2\" is not supported; .tar.gz, .tgz, .tar and .zip are"
        ),
        (SourceArchiveError(.notGzip), "the file is not a gzip file"),
        (SourceArchiveError(.notTar), "the file is not a tar archive"),
        (SourceArchiveError(.truncated), "the tar archive is cut short"),
        (SourceArchiveError(.corruptData), "the compressed data of the archive is damaged"),
        (
            SourceArchiveError(.malformedHeader, "its check sum is another"),
            "a header of the tar archive is malformed: its check sum is another"
        ),
        (
            SourceArchiveError(.unsafeName, "\"../a\""),
            "the archive has a member with the unsafe name \"../a\""
        ),
        (
            SourceArchiveError(.severalFolders, "a, b"),
            "the archive has several folders at its top: a, b"
        ),
        (
            SourceArchiveError.tooLarge("unpacks to", limit: 2 << 30),
            "the archive unpacks to more than 2.0 GiB"
        ),
    ])
    func eachIsOneSentence(error: SourceArchiveError, text: String) {
        #expect(error.description == text)
    }
}
