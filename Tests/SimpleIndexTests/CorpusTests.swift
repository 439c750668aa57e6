import Primitives
import SimpleIndex
import TestSupport
import Testing

/// Every page of the conformance corpus, read and cut.
@Suite struct CorpusTests {
    @Test func theCorpusIsThere() { #expect(CorpusCase.names.count >= 200) }

    @Test(arguments: CorpusCase.names)
    func pageReadsAsExpected(name: String) throws {
        let page = try CorpusCase(name)
        #expect(!page.readings.isEmpty)
        let differences = page.readings.map { $0.differences(from: page.reading) }
        #expect(differences.contains([]), "\(differences)")
    }

    @Test(arguments: CorpusCase.names)
    func cutPageLosesFilesFromItsEndAlone(name: String) throws {
        let page = try CorpusCase(name)
        guard page.isHTML, page.reading.error == nil else { return }
        if page.kind == "root" {
            let all = try page.rootPage(page.body).page.names
            for length in Self.cuts(page.body.count) {
                let names = try page.rootPage(Array(page.body[..<length])).page.names
                #expect(all.starts(with: names), "\(length)")
            }
            return
        }
        let all = try page.projectPage(page.body).page.files
        // A base element at the end moves the links that stand before it.
        let isMoved = name.contains("base-after")
        for length in Self.cuts(page.body.count) {
            let files = try page.projectPage(Array(page.body[..<length])).page.files
            let isStart = all.starts(with: files) { left, right in
                left == right || isMoved && left.filename == right.filename
            }
            #expect(isStart, "\(length)")
        }
    }

    /// Every length of a short page, and lengths spread over a long one.
    private static func cuts(_ count: Int) -> [Int] {
        count <= 6000 ? Array(0..<count) : Array(stride(from: 1, to: count, by: count / 150))
    }

    @Test(arguments: CorpusCase.names)
    func cutJSONIsNeverUsed(name: String) throws {
        let page = try CorpusCase(name)
        guard SimpleIndexMediaType.format(contentType: page.contentType)?.format == .json,
            page.reading.error == nil, let brace = page.body.lastIndex(of: UInt8(ascii: "}"))
        else { return }
        for length in 0..<brace {
            #expect(throws: PageError.self) {
                if page.kind == "root" {
                    _ = try page.rootPage(Array(page.body[..<length]))
                } else {
                    _ = try page.projectPage(Array(page.body[..<length]))
                }
            }
        }
    }

    @Test(arguments: CorpusCase.names)
    func pageSurvivesStorage(name: String) throws {
        let page = try CorpusCase(name)
        guard page.kind == "detail", let decoded = try? page.projectPage(page.body).page else {
            return
        }
        #expect(try ProjectPage(storedForm: decoded.storedForm()) == decoded)
        for file in decoded.files { #expect(try IndexFile(storedForm: file.storedForm()) == file) }
    }
}
