import SimpleIndex

/// The types under which an index page can be asked for.
enum PageMediaType: CaseIterable, Sendable {
    // In the order of preference where a client names none: what a browser shows comes first.
    case textHTML, html, json

    /// - Parameter filename: the last part of an address that names one form outright.
    init?(filename: String) {
        switch filename {
        case "index.html": self = .textHTML
        case "index.json": self = .json
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .textHTML: SimpleIndexMediaType.textHTML
        case .html: SimpleIndexMediaType.html
        case .json: SimpleIndexMediaType.json
        }
    }

    var contentType: String { self == .json ? name : "\(name); charset=utf-8" }

    /// The page's file in its folder.
    var filename: String { self == .json ? "index.json" : "index.html" }
}
