/// What a rebuilt catalog was made of.
package struct RebuildReport: Hashable, Sendable {
    /// Projects of the live generation.
    package internal(set) var projects = 0
    /// Files of the pool.
    package internal(set) var files = 0
    /// Files whose bytes are not those of their name, and pages that are not what they were;
    /// relative to the mirror.
    package internal(set) var unreadable: [String] = []
}
