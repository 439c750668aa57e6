/// What publishing came to.
package struct Publication: Hashable, Sendable {
    /// The live generation; nil when nothing was ever published.
    package let generation: Int?
    /// The one that was live before.
    package let previous: Int?
    /// Whether a new generation went live.
    package let isNew: Bool
    package let projects: Int
    package let files: Int
    package let bytes: Int64
    /// What went wrong after the generation went live, which it stays.
    package var trouble: StoreError?
}
