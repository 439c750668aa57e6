import Testing

@testable import WheelArchive

@Suite struct RecordFaultTests {
    @Test(arguments: [
        (RecordFault.Code.unlisted, "`a\\u{1B}` is not in RECORD"),
        (.missing, "`a\\u{1B}` is in RECORD but not in the wheel"),
        (.ambiguous, "`a\\u{1B}` is in the wheel or its RECORD more than once"),
        (.unverifiable, "`a\\u{1B}` has no hash in RECORD that can be computed"),
        (.sizeMismatch, "`a\\u{1B}` does not have the size that RECORD gives"),
        (.digestMismatch, "`a\\u{1B}` does not have the hash that RECORD gives"),
        (
            .unreadable(WheelError(.corruptData, member: "a")),
            "the compressed data of `a` is damaged"
        ),
    ])
    func eachIsOneSentence(code: RecordFault.Code, text: String) {
        #expect(RecordFault(code: code, path: "a\u{1B}").description == text)
    }
}
