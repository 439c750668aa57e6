import Primitives

/// A page folder or a file of the pool that the live generation does not need.
struct GarbageCandidate: Sendable {
    /// Relative to the mirror.
    let path: String
    let bytes: Int64
    /// When the last reference was dropped, as far as that is recorded.
    let unreferencedSince: Instant
    /// The kept generations that refer to it.
    let generations: [Int]
    /// The listing of a project that had it failed last time.
    let isFailing: Bool
}
