/// The two forms in which an index serves its pages.
package enum PageFormat: String, Hashable, Sendable, CaseIterable {
    case html, json
}
