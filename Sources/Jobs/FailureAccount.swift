internal import Primitives
package import Reporting

/// A run's failures as a person reads them: each reason once, with the names of what failed for it,
/// the one first that most failed for or that gives the run its code.
package struct FailureAccount {
    /// One sentence.
    package let message: String
    /// What it does not tell, a reason a line.
    package let lines: [String]
    /// What to do next, each once.
    package let hints: [String]

    private static let shownNames = 3
    private static let shownLines = 12
    private static let shownHints = 10

    /// - Parameter failures: not empty.
    package init(_ failures: [Failure]) {
        let causes = failures.filter { !$0.isConsequence }
        let told = causes.isEmpty ? failures : causes
        let common = CommonCause(of: failures)
        let groups = Self.groups(told.filter { common == nil || $0.cause != common?.cause })
        let lead = common == nil ? Self.lead(of: groups, among: told) : nil
        let others = groups.indices.filter { $0 != lead }.map { groups[$0] }
        let rest = others.reduce(0) { $0 + $1.count }
        let kind = lead.map { groups[$0][0].kind }
        let isAlike = others.contains { $0[0].kind == kind }
        let skipped = common == nil ? failures.count - told.count : 0
        message =
            (common?.message ?? lead.map { Self.sentence(groups[$0]) } ?? "")
            + (rest > 0 ? "; \(rest) more failed\(isAlike ? "" : " for other reasons")" : "")
            + (skipped > 0 ? "; \(skipped) more were skipped for it" : "")
        let untold = others.dropFirst(Self.shownLines).reduce(0) { $0 + $1.count }
        lines =
            others.prefix(Self.shownLines).map(Self.sentence)
            + (untold > 0 ? ["and \(untold) more"] : [])
        let said = message
        let first = lead.map { groups[$0] } ?? failures.filter { $0.cause == common?.cause }
        hints = (first + failures).flatMap(\.hints).distinct.filter { !said.contains($0) }
            .prefix(Self.shownHints).map(\.self)
    }

    private struct Key: Hashable {
        let kind: FailureKind
        let reason: FailureReason
    }

    /// Those of one reason together, in the order in which they come first.
    private static func groups(_ failures: [Failure]) -> [[Failure]] {
        var groups: [[Failure]] = []
        var places: [Key: Int] = [:]
        for failure in failures {
            let key = Key(kind: failure.kind, reason: failure.reason)
            if let place = places[key] {
                groups[place].append(failure)
            } else {
                places[key] = groups.count
                groups.append([failure])
            }
        }
        return groups
    }

    private static func lead(of groups: [[Failure]], among failures: [Failure]) -> Int? {
        let gravest = ExitCode.highestRanking(failures.map(\.exitCode))
        return groups.firstIndex { $0.count > 1 && $0.count * 2 > failures.count }
            ?? groups.firstIndex { $0.contains { $0.exitCode == gravest } }
    }

    private static func sentence(_ group: [Failure]) -> String {
        let subjects = group.map(\.subject).distinct
        guard subjects.count == 1 else {
            return "\(NameList.text(subjects, atMost: shownNames)): \(group[0].reason.ofSeveral)"
        }
        let others = group.compactMap(\.target).distinct.count - 1
        let message =
            group[0].message
            + (others > 0 ? " (and \(others) more target\(others == 1 ? "" : "s"))" : "")
        return names(message, subjects[0].printable) ? message : "\(subjects[0]): \(message)"
    }

    /// Whether a sentence has a name in it already, as a word.
    private static func names(_ sentence: String, _ name: String) -> Bool {
        sentence.ranges(of: name).contains { range in
            let before = sentence[..<range.lowerBound].last
            let after = sentence[range.upperBound...].first
            return ![before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
        }
    }
}

extension Failure {
    /// The same for each that failed for it, on whichever target.
    fileprivate var reason: FailureReason {
        let text = target.map { message.replacing("target \($0)", with: "each of its targets") }
        return FailureReason(text ?? message, kind: kind, file: file, project: project)
    }
}
