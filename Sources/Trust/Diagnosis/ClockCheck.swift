package import Cryptography
package import Primitives

/// Whether this machine's clock can be right, by the certificates it has seen: none of them is
/// issued before its time.
package struct ClockCheck: Hashable, Sendable, CustomStringConvertible {
    package enum Verdict: Hashable, Sendable {
        case plausible
        /// A certificate was issued at a time that this clock has yet to reach.
        case behind(issued: Instant, subject: String)
        /// What servers show has long been over, or is long to come.
        case doubtful
        /// Nothing to judge by.
        case unknown
    }

    package let now: Instant
    package let verdict: Verdict
    private let witness: String

    /// Certificates are often dated back but hardly ever ahead; a day covers clocks that differ.
    private static let tolerance = Duration.seconds(86_400)

    /// - Parameters:
    ///   - seen: what servers sent.
    ///   - system: the system store.
    ///   - isDoubted: whether a diagnosis suspects the clock.
    package init(
        now: Instant, seen: [Certificate], system: [Certificate], isDoubted: Bool = false
    ) {
        self.now = now
        let newestSeen = seen.max { $0.notBefore < $1.notBefore }
        let newestSystem = system.max { $0.notBefore < $1.notBefore }
        let newest = [newestSystem, newestSeen].compactMap(\.self).max {
            $0.notBefore < $1.notBefore
        }
        witness = newestSeen == nil ? "in the system store" : "seen"
        if let newest, newest.notBefore > now + Self.tolerance {
            verdict = .behind(issued: newest.notBefore, subject: newest.subject)
        } else if isDoubted {
            verdict = .doubtful
        } else {
            verdict = newest == nil ? .unknown : .plausible
        }
    }

    /// `2026-11-23T08:17:00Z (plausible: newer than the newest certificate seen)`.
    package var description: String {
        let now = Instant(seconds: now.microseconds / 1_000_000)
        return switch verdict {
        case .plausible: "\(now) (plausible: newer than the newest certificate \(witness))"
        case .doubtful: "\(now) (may be wrong: by it, a certificate of a server is out of date)"
        case .unknown: "\(now) (no certificate to judge it by)"
        case .behind(let issued, let subject):
            "\(now) (WRONG: \(subject) was issued on \(issued.day), which is still to come)"
        }
    }
}
