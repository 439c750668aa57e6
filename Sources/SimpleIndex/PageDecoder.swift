package import Primitives

/// Reads index pages in either form.
package enum PageDecoder {
    /// - Parameters:
    ///   - contentType: the header's value, empty where there was none.
    ///   - url: where the body came from, after redirects; links are relative to it.
    package static func projectPage(
        _ body: [UInt8], contentType: String, url: WebAddress
    ) throws(PageError) -> Decoded<ProjectPage> {
        let (format, charset) = try form(contentType)
        return switch format {
        case .html: try HTMLPageDecoder.projectPage(body, charset: charset, url: url)
        case .json: try JSONPageDecoder.projectPage(body, url: url)
        }
    }

    /// - Parameters: as for ``projectPage(_:contentType:url:)``.
    package static func rootPage(
        _ body: [UInt8], contentType: String, url: WebAddress
    ) throws(PageError) -> Decoded<RootPage> {
        let (format, charset) = try form(contentType)
        return switch format {
        case .html: try HTMLPageDecoder.rootPage(body, charset: charset)
        case .json: try JSONPageDecoder.rootPage(body)
        }
    }

    private static func form(
        _ contentType: String
    ) throws(PageError) -> (PageFormat, charset: String?) {
        guard let form = SimpleIndexMediaType.format(contentType: contentType) else {
            throw PageError(.unsupportedContentType, contentType)
        }
        return form
    }
}
