/// The media types of index pages and how to ask for them (simple repository API, Content-Types).
package enum SimpleIndexMediaType {
    package static let json = "application/vnd.pypi.simple.v1+json"
    package static let html = "application/vnd.pypi.simple.v1+html"
    /// Alias of `html`.
    package static let textHTML = "text/html"

    /// Any form, JSON preferred: it says more.
    package static let acceptAny = "\(json), \(html);q=0.2, \(textHTML);q=0.01"
    /// Any form, HTML preferred: a root page is cheaper to read so.
    package static let acceptHTMLFirst = "\(html), \(textHTML);q=0.5, \(json);q=0.1"
    package static let acceptJSON = json
    package static let acceptHTML = "\(html), \(textHTML);q=0.5"

    /// Reads a `Content-Type` value.
    ///
    /// The media type decides, whole and without case (RFC 9110 8.3.1); nothing is sniffed.
    /// - Returns: the form and the charset parameter as given; nil for any other type.
    package static func format(contentType: String) -> (format: PageFormat, charset: String?)? {
        let parts = contentType.split(separator: ";", omittingEmptySubsequences: false)
        switch parts.first.map({ trim($0).lowercased() }) {
        case json: return (.json, charset(in: parts.dropFirst()))
        case html, textHTML: return (.html, charset(in: parts.dropFirst()))
        default: return nil
        }
    }

    private static func charset(in parameters: some Sequence<Substring>) -> String? {
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "="),
                trim(parameter[..<equals]).lowercased() == "charset"
            else { continue }
            var value = trim(parameter[parameter.index(after: equals)...])
            if value.count >= 2, value.first == "\"", value.last == "\"" {
                value = String(value.dropFirst().dropLast())
            }
            return value
        }
        return nil
    }

    private static func trim(_ text: Substring) -> String {
        var text = text
        while let first = text.unicodeScalars.first, first == " " || first == "\t" {
            text = text.dropFirst()
        }
        while let last = text.unicodeScalars.last, last == " " || last == "\t" {
            text = text.dropLast()
        }
        return String(text)
    }
}
