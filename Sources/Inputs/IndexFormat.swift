/// The form in which an index is asked for its pages.
package enum IndexFormat: String, CaseIterable, Sendable {
    case auto, html, json
}
