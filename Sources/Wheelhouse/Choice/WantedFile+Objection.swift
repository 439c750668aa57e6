internal import Inputs
internal import Jobs
internal import Primitives
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
        if index.settings.allowsUnhashed { return nil }
        return (
            .noHash,
            placeInLock.map { HashStanding.lockedAdvice(facts, at: $0, index.name) }
                ?? HashStanding.advice(facts, index.name)
        )
    }

    /// Where a lock has it, which the file is had from.
    var placeInLock: WebAddress? { lockedAddress == address ? address : nil }
}
