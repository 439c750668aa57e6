import Primitives

/// Reads the HTML form.
enum HTMLPageDecoder {
    static func projectPage(
        _ body: [UInt8], charset: String?, url: WebAddress
    ) throws(PageError) -> Decoded<ProjectPage> {
        throw PageError(.undecodable, "not written yet")
    }

    static func rootPage(
        _ body: [UInt8], charset: String?
    ) throws(PageError) -> Decoded<RootPage> {
        throw PageError(.undecodable, "not written yet")
    }
}
