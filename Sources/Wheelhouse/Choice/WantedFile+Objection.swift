internal import Inputs
internal import Jobs
internal import Reporting
internal import Selection

extension WantedFile {
    /// Why nobody vouches for the file's bytes, before they are seen.
    var objectionBeforehand: (kind: FailureKind, reason: String)? {
        let standing = HashStanding(facts)
        if case .broken(let name) = standing {
            return (.hashMismatch, "the index gives no usable \(name) digest for \(filename)")
        }
        if standing == .strong || listing.proves(facts) { return nil }
        guard let index else { return (.noHash, "no lock gives a hash for \(filename)") }
        if let host = index.unverifiedPageHost { return (.noHash, HashStanding.distrust(host)) }
        return index.settings.allowsUnhashed ? nil : (.noHash, HashStanding.advice(facts))
    }
}
