/// When files that an index lists no more, and that the mirror has, are kept.
package enum RemovedChoice: String, CaseIterable, Sendable {
    case never
    /// Where a lock lists them or a requirement pins their version with `==`.
    case pinned
    case keep
}
