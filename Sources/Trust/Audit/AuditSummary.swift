import Cryptography
import Primitives

/// An audit in a few sentences: how old the store is, how it differs, and whether that matters.
struct AuditSummary {
    let store: LoadedSource
    let findings: [AuditFinding]
    let commonCount: Int
    let questionable: Int
    let usedQuestionable: [Certificate]
    /// As `TrustAudit` takes it.
    let used: [Digest]?
    let reference: AuditReference?
    let now: Instant
    let package: StorePackage?
    let upkeep: StoreUpkeep?

    var lines: [String] {
        [size, comparison, caution, upgrade, usage].compactMap(\.self)
    }

    private func count(_ class: AuditFinding.Class) -> Int {
        findings.count { $0.class == `class` }
    }

    private var size: String {
        "\(store.label): \(Count(store.certificates.count, "certificate"))\(age), "
            + "\(count(.expired)) expired, \(count(.weak)) weak"
    }

    /// By the package's version or, where that names no day, by the newest certificate.
    private var age: String {
        if let package {
            guard let day = package.day else { return ", from \(package)" }
            return ", from \(package) (\(days(since: day)) days old)"
        }
        guard let newest = newestDay else { return "" }
        return ", the newest one issued \(newest)"
    }

    private var newestDay: Substring? { store.certificates.map(\.notBefore).max()?.day }

    private func days(since day: CalendarDay) -> Int64 {
        max(0, now.seconds / 86_400 - day.daysSinceEpoch)
    }

    private var comparison: String? {
        guard let reference else {
            return "compared with nothing: name a reference by --against"
                + (used == nil
                    ? ", or a mirror that has certifi"
                    : " or audit-reference; this mirror has no certifi either")
        }
        return
            "against \(reference.name) (\(reference.serverEntries.count)): \(commonCount) common, "
            + "\(count(.absentFromReference)) no longer in it, \(count(.absentHere)) missing here, "
            + "\(count(.renewed)) with the same key but issued anew, \(count(.local)) local, "
            + "\(count(.distrustAfter)) with an end date"
    }

    private var caution: String? {
        guard count(.absentFromReference) > 0 else { return nil }
        return "a root that a reference lacks has mostly been retired, not found bad"
    }

    private var upgrade: String? {
        let isOld = package?.day.map { days(since: $0) > 365 } ?? false
        guard count(.absentHere) > 0 || isOld, let command = upkeep?.upgradeCommand else {
            return nil
        }
        return "a newer store: \(command)"
    }

    private var usage: String? {
        guard questionable > 0 else { return nil }
        let roots = Count(questionable, "questionable root")
        guard let used else {
            return "whether your indexes use the \(roots) is recorded in their mirror: name the job"
        }
        if used.isEmpty {
            return
                "whether your indexes use the \(roots) is not known yet: the next sync records it"
        }
        guard usedQuestionable.isEmpty else {
            let names = usedQuestionable.map(\.subject).joined(separator: "; ")
            return "of \(roots), your indexes used \(usedQuestionable.count): \(names)"
        }
        return "of \(roots), your indexes used 0; deny is safe"
    }
}
