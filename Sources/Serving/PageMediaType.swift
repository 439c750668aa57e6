/// The forms in which an index page can be asked for.
///
/// Source: the simple repository API, "Content-Types".
enum PageMediaType: String, CaseIterable, Sendable {
    // In the order of preference where a client names none: what a browser shows comes first.
    case textHTML = "text/html"
    case html = "application/vnd.pypi.simple.v1+html"
    case json = "application/vnd.pypi.simple.v1+json"

    /// The page's file in its folder.
    var filename: String { self == .json ? "index.json" : "index.html" }

    var contentType: String { self == .json ? rawValue : rawValue + "; charset=utf-8" }

    /// - Parameter filename: the last part of an address that names one form outright.
    init?(filename: String) {
        switch filename {
        case "index.html": self = .textHTML
        case "index.json": self = .json
        default: return nil
        }
    }
}
