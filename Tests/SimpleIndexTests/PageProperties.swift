import Primitives
import PythonPackaging
import SimpleIndex

/// What must hold for the reading of any bytes whatever; the fuzzer and the tests both ask.
enum PageProperties {
    /// - Returns: what does not hold, nil if all does.
    static func brokenByHTML(_ bytes: [UInt8]) -> String? {
        let charsets = ["", "; charset=utf-8", "; charset=latin1", "; charset=utf-16"]
        let charset = charsets[Int(bytes.first ?? 0) % charsets.count]
        let body = Array(bytes.dropFirst())
        guard let decoded = page(body, "text/html" + charset), let name = ProjectName("demo") else {
            return nil
        }
        if let problem = brokenByFiles(decoded.page) { return problem }
        let written = HTMLPageEncoder.projectPage(decoded.page, name: name)
        guard let again = page(written, "text/html") else { return "what was written is not read" }
        if again.page.files.map(\.filename) != decoded.page.files.map(\.filename) {
            return "writing and reading changed the files"
        }
        if HTMLPageEncoder.projectPage(again.page, name: name) != written {
            return "writing again changed the page"
        }
        return brokenByCutting(body, "text/html" + charset, decoded.page)
    }

    /// - Returns: what does not hold, nil if all does.
    static func brokenByJSON(_ bytes: [UInt8]) -> String? {
        guard let decoded = page(bytes, SimpleIndexMediaType.json), let name = ProjectName("demo")
        else { return nil }
        if let problem = brokenByFiles(decoded.page) { return problem }
        let written = JSONPageEncoder.projectPage(decoded.page, name: name)
        guard let again = page(written, SimpleIndexMediaType.json) else {
            return "what was written is not read"
        }
        if again.page.files != decoded.page.files { return "writing changed the files" }
        return again.omissions.isEmpty ? nil : "what was written is left out"
    }

    private static func page(_ body: [UInt8], _ type: String) -> Decoded<ProjectPage>? {
        guard let url = WebAddress("https://index.example/simple/demo/") else { return nil }
        return try? PageDecoder.projectPage(body, contentType: type, url: url)
    }

    private static func brokenByFiles(_ page: ProjectPage) -> String? {
        for file in page.files {
            if !FileNameRule.isSafe(file.filename) { return "an unsafe name: \(file.filename)" }
            guard let url = WebAddress(file.url) else { return "not an address: \(file.url)" }
            if url.fragment != nil { return "a fragment: \(file.url)" }
        }
        let stored = try? ProjectPage(storedForm: page.storedForm())
        return stored == page ? nil : "the stored form is another page"
    }

    /// A base or a charset that a cut takes away may change what stood before it.
    private static func brokenByCutting(
        _ body: [UInt8], _ type: String, _ whole: ProjectPage
    ) -> String? {
        let text = String(decoding: body, as: UTF8.self).lowercased()
        if text.contains("base") || text.contains("charset") { return nil }
        for length in [body.count / 2, body.count - 1] where length > 0 {
            guard let cut = page(Array(body[..<length]), type) else { continue }
            if !whole.files.starts(with: cut.page.files) { return "cut at \(length)" }
        }
        return nil
    }
}
