import Primitives

/// Reads the JSON form.
enum JSONPageDecoder {
    static func projectPage(
        _ body: [UInt8], url: WebAddress
    ) throws(PageError) -> Decoded<ProjectPage> {
        throw PageError(.undecodable, "not written yet")
    }

    static func rootPage(_ body: [UInt8]) throws(PageError) -> Decoded<RootPage> {
        throw PageError(.undecodable, "not written yet")
    }
}
