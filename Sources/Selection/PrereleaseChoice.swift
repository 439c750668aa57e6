/// When pre-releases are taken.
package enum PrereleaseChoice: String, CaseIterable, Sendable {
    /// When a specifier names one, or nothing else fits (PEP 440, "Handling of pre-releases").
    case ifNeeded = "if-needed"
    case allow
    case never
}
