package import Primitives
package import PythonPackaging

/// What a collection takes away, and what it leaves that nothing live refers to.
package struct GarbageReport: Hashable, Sendable {
    /// A generation, a page folder or a file of the pool.
    package struct Item: Hashable, Sendable {
        /// Relative to the mirror.
        package let path: String
        package let bytes: Int64
        package let reason: String
        /// The kept generations that refer to it.
        package let generations: [Int]
        /// Until when it stays at least; nil when time alone does not decide.
        package let until: Instant?
    }

    package internal(set) var deleted: [Item] = []
    package internal(set) var kept: [Item] = []
    /// Projects whose listing failed last time: nothing of theirs is deleted.
    package internal(set) var failingProjects: [ProjectName] = []
    /// An index's list of projects failed last time: no files or pages are deleted.
    package internal(set) var rootFailed = false

    /// What ended the collection early: `deleted` tells what was taken before.
    package internal(set) var trouble: StoreError?

    package var freedBytes: Int64 { deleted.reduce(0) { $0.addingSaturated($1.bytes) } }
}
