/// When source distributions are taken.
package enum SdistChoice: String, CaseIterable, Sendable {
    case never
    /// Only where a release has no wheel that fits.
    case fallback
    case always
}
