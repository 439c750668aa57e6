internal import Cryptography
internal import Primitives

/// A revocation list that is out of date: a server of its authority is refused, whatever it shows.
struct ListAge {
    let reason: String
    let remedy: String

    /// - Returns: nil where each authority has a list that counts at that time.
    init?(_ lists: [RevocationList], at now: Instant) {
        let current = Set(lists.filter { $0.isCurrent(at: now) }.map(\.issuer))
        let newest = lists.filter { !current.contains($0.issuer) }
            .max { $0.thisUpdate < $1.thisUpdate }
        guard let newest else { return nil }
        let state =
            newest.thisUpdate > now
            ? "is not valid before \(newest.thisUpdate)"
            : "is stale" + (newest.nextUpdate.map { " since \($0)" } ?? "")
        reason = "the revocation list of \(newest.issuer) \(state)"
        remedy =
            "put the current list of \(newest.issuer) into it, or set this machine's clock right "
            + "(it says \(now))"
    }
}
