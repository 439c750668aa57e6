/// A link or entry of a page that a decoder left out, and why.
package struct Omission: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: String, Hashable, Sendable {
        /// The name is not one path component, or has a control character.
        case unsafeName
        /// A JSON entry without `url`.
        case noURL
        /// The link is not http or https.
        case unsupportedScheme
        /// The link is no address at all.
        case invalidURL
        /// A JSON entry that is not an object.
        case malformedEntry
        /// A root page's name that no project can have.
        case invalidProjectName
    }

    /// The file or project name as far as it is known, else the link as written.
    package let text: String
    package let url: String?
    package let reason: Reason

    package init(text: String, url: String? = nil, reason: Reason) {
        self.text = text
        self.url = url
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .unsafeName: "'\(text.escaped)' is not safe as a file name"
        case .noURL: "the file '\(text.escaped)' has no url"
        case .unsupportedScheme: "the link '\(text.escaped)' is neither http nor https"
        case .invalidURL: "the link '\(text.escaped)' is not an address"
        case .malformedEntry: "an entry of the list is not an object"
        case .invalidProjectName: "'\(text.escaped)' is not a project name"
        }
    }
}

extension String {
    /// Control characters as `\u{..}`, and at most 200 characters: fit for a message.
    fileprivate var escaped: String {
        var text = ""
        for scalar in unicodeScalars.prefix(200) {
            let isControl = scalar.properties.generalCategory == .control
            text += isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return unicodeScalars.count > 200 ? text + "..." : text
    }
}
