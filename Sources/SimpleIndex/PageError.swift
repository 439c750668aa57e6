/// Why a body is not a page of a Python package index.
package struct PageError: Error, Hashable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        case unsupportedContentType = "unsupported_content_type"
        case unsupportedVersion = "unsupported_version"
        case invalidVersion = "invalid_version"
        case malformedJSON = "malformed_json"
        case invalidStructure = "invalid_structure"
        case undecodable
    }

    package let code: Code
    /// What was found instead: a media type, a version, a place in the body.
    package let detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String {
        switch code {
        case .unsupportedContentType:
            detail.isEmpty
                ? "the answer has no content type" : "'\(detail)' is no content type of index pages"
        case .unsupportedVersion: "the index speaks version \(detail) of the API, known is 1.x"
        case .invalidVersion: "'\(detail)' is not an API version"
        case .malformedJSON: "the page is not JSON: \(detail)"
        case .invalidStructure: "the page is not an index page: \(detail)"
        case .undecodable: "the page cannot be decoded: \(detail)"
        }
    }
}
