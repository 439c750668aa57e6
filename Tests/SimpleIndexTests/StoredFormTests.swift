import SimpleIndex
import Testing

@Suite struct StoredFormTests {
    @Test(arguments: ["", "[]", "{", "{\"files\":[}", "{\"filename\":3}", "{} x"])
    func damagedBytesAreRefused(text: String) {
        #expect(throws: StoredFormError.self) { try IndexFile(storedForm: Array(text.utf8)) }
        #expect(throws: StoredFormError.self) {
            try ProjectPage(storedForm: Array(text == "{\"filename\":3}" ? "3".utf8 : text.utf8))
        }
    }

    @Test func keysOfLaterVersionsArePassedOver() throws {
        let file = try IndexFile(storedForm: Array(#"{"filename":"x","url":"y","z":[1]}"#.utf8))
        #expect(file == IndexFile(filename: "x", url: "y"))
    }

    @Test func everyFieldIsKept() throws {
        for isSeen in [true, false] {
            let page = ProjectPage(
                apiVersion: APIVersion(1, 17), name: "Demo", status: .deprecated,
                statusReason: "why", versions: [], metaSeen: isSeen)
            #expect(try ProjectPage(storedForm: page.storedForm()) == page)
        }
        #expect(try ProjectPage(storedForm: ProjectPage().storedForm()) == ProjectPage())
    }
}
