/// When yanked files are taken (PEP 592).
package enum YankedChoice: String, CaseIterable, Sendable {
    case never
    /// When a requirement pins their version with `==`.
    case pinned
    case keep
}
