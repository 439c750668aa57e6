import Cryptography
import Primitives

/// Explains certificates whose time has not come or is over, unless it is the clock that is wrong.
struct ValidityProblem {
    private enum Place {
        case leaf, intermediate, anchor
    }

    let evidence: TrustEvidence
    /// Else its time is over.
    let isTooEarly: Bool

    private var refusal: TrustCase { evidence.refusal }
    private var subject: String { refusal.accused?.subject ?? refusal.failure.subject }

    private var place: Place {
        guard refusal.failure.depth > 0 else { return .leaf }
        let isAnchor = refusal.accused.map(refusal.anchors.certificates.contains) ?? false
        return isAnchor ? .anchor : .intermediate
    }

    var explanation: Explanation {
        Explanation(
            summary: summary, notes: clockNotes, remedies: clockRemedy + remedies,
            doubtsClock: isClockSuspect)
    }

    private var summary: String {
        let when = isTooEarly ? "is not valid before \(limit)" : "expired on \(limit)"
        switch place {
        case .leaf: return "the server's certificate \(subject) \(when)"
        case .intermediate:
            let sender = refusal.accused.map(refusal.sent.contains) ?? false
            return "the intermediate \(subject) \(when)"
                + (sender ? "; the server still sends it" : "")
        case .anchor:
            guard !isTooEarly else { return "the root \(subject) \(when)" }
            let kind = refusal.accused?.isSelfSigned == true ? "root" : "anchor"
            return "\(subject), the only \(kind) found among \(refusal.trusted), \(when)"
        }
    }

    private var limit: Substring {
        let instant = isTooEarly ? refusal.accused?.notBefore : refusal.accused?.notAfter
        return instant?.day ?? "a day unknown"
    }

    private var remedies: [String] {
        if isTooEarly {
            return ["the owner of \(owner): use a certificate that is valid now"]
        }
        switch place {
        case .leaf: return ["the owner of \(refusal.host): renew the server's certificate"]
        case .intermediate:
            return [
                "the owner of \(refusal.host): send the chain with the renewed \(subject)",
                "until then: get the renewed \(subject) from its CA, compare its fingerprint, and "
                    + "name the file with \(AnchorRemedies.key(refusal))",
            ]
        case .anchor: return renewal
        }
    }

    private var owner: String { place == .leaf ? refusal.host : subject }

    /// Where newer roots come from depends on where the old one does.
    private var renewal: [String] {
        let others = AnchorRemedies(
            evidence: evidence, wanted: subject, shown: nil, holding: nil
        ).otherDeciders
        let holder = refusal.anchors.sources.first { source in
            refusal.accused.map(source.certificates.contains) ?? false
        }
        let command = holder?.origin == .system ? evidence.survey.upkeep?.upgradeCommand : nil
        return others
            + [command.map { "update the system store: \($0)" }, byFile]
            .compactMap(\.self)
    }

    private var byFile: String {
        "get the renewed \(subject) from its CA, compare its fingerprint, and name the file with "
            + AnchorRemedies.key(refusal)
    }

    // MARK: The clock

    private var clock: ClockCheck {
        let others = refusal.sent.filter { $0 != refusal.accused }
        return ClockCheck(
            now: refusal.now, seen: others, system: evidence.survey.system.certificates)
    }

    private var isClockSuspect: Bool {
        if case .behind = clock.verdict { return true }
        return !isOverForSure && (refusal.counts.sameFailure >= 3 || isOffByYears)
    }

    /// Whatever the clock says: something else was issued after its end.
    private var isOverForSure: Bool {
        guard !isTooEarly, let accused = refusal.accused else { return false }
        let others = refusal.sent + refusal.chain + evidence.survey.system.certificates
        return others.contains { $0 != accused && $0.notBefore > accused.notAfter }
    }

    private var isOffByYears: Bool {
        guard let accused = refusal.accused else { return false }
        let year = Duration.seconds(365 * 86_400)
        return isTooEarly
            ? accused.notBefore - refusal.now > year : refusal.now - accused.notAfter > year
    }

    private var clockNotes: [String] {
        guard isClockSuspect else { return [] }
        if case .behind(let issued, let witness) = clock.verdict {
            return [
                "this machine's clock is wrong: it says \(refusal.now), but \(witness) was issued "
                    + "on \(issued.day)"
            ]
        }
        let counts = refusal.counts
        let others =
            counts.sameFailure >= 3
            ? "\(counts.sameFailure) of \(Count(counts.hosts, "host")) failed alike"
            : "the date is off by more than a year"
        return ["this machine's clock says \(refusal.now); \(others), so it may be wrong"]
    }

    private var clockRemedy: [String] {
        isClockSuspect ? ["set this machine's clock, if it is wrong: date -u, timedatectl"] : []
    }
}
