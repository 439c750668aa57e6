internal import MirrorStore
internal import Primitives
internal import PythonPackaging
package import Reporting
internal import Selection
internal import SimpleIndex

/// Holds a project page that just arrived against the one that was accepted last.
///
/// Pure: the page and what is known go in, what to keep and what to say come out.
struct PageReview {
    let project: ProjectName
    /// The last accepted page; nil when there never was one.
    let known: ProjectPage?
    /// Runs in a row that found the page emptied.
    let emptied: Streak?
    let shrinkGuard: ShrinkGuard
    let acceptsShrink: Bool
    let now: Instant

    func judge(_ decoded: Decoded<ProjectPage>, format: PageFormat) -> PageVerdict {
        var verdict = PageVerdict()
        if decoded.isTruncated {
            verdict.refuse(.truncated, "the page ends in the middle of a tag")
            return verdict
        }
        if let objection = PageCheck.judge(decoded, format: format, project: project) {
            let isIndex = [.otherProjects, .noDistribution].contains(objection)
            verdict.refuse(
                .notAnIndexPage, objection.description,
                hint: isIndex && decoded.page.metaSeen ? "tell who runs the index" : nil)
            return verdict
        }
        noteOmissions(decoded.omissions, in: &verdict)
        var page = decoded.page
        takeOutUnstorable(&page, &verdict)
        takeOutAmbiguous(&page, &verdict)
        if page.status == .quarantined {
            page.files = []
            verdict.warnings.append(
                Self.quarantineWarning(project, reason: page.statusReason))
            verdict.page = page
            return verdict
        }
        guard isAcceptableSize(page, &verdict) else { return verdict }
        noteChanges(page, &verdict)
        verdict.page = page
        return verdict
    }

    /// - Parameter reason: the index's own words, of which a sentence is told.
    static func quarantineWarning(_ project: ProjectName, reason: String?) -> String {
        let words = reason.map { " (\($0.printable.beginning(of: 200)))" } ?? ""
        return "\(project) is quarantined upstream\(words); its files are withheld"
    }

    private func noteOmissions(_ omissions: [Omission], in verdict: inout PageVerdict) {
        for omission in omissions where omission.reason == .unsafeName {
            verdict.findings.append(
                .init(
                    file: omission.text, kind: .unsafeName,
                    message: omission.description))
        }
    }

    private func takeOutUnstorable(_ page: inout ProjectPage, _ verdict: inout PageVerdict) {
        page.files.removeAll { file in
            if FileNameRule.isStorable(file.filename) { return false }
            verdict.findings.append(
                .init(
                    file: String(file.filename.prefix(60)), kind: .unsafeName,
                    message: "the index lists a file whose name is too long to write"))
            return true
        }
    }

    private func takeOutAmbiguous(_ page: inout ProjectPage, _ verdict: inout PageVerdict) {
        let names = Set(RepeatedFiles.ambiguous(in: page))
        for name in names.sorted() {
            verdict.findings.append(
                .init(
                    file: name, kind: .ambiguous,
                    message: "the page lists \(name) more than once, with different hashes"))
        }
        if !names.isEmpty { page.files.removeAll { names.contains($0.filename) } }
    }

    private func isAcceptableSize(_ page: ProjectPage, _ verdict: inout PageVerdict) -> Bool {
        guard let known else { return true }
        let judgement = shrinkGuard.judge(
            known: Set(known.files.map(\.filename)), new: Set(page.files.map(\.filename)))
        if acceptsShrink {
            verdict.isLossAccepted = judgement != .accepted
            return true
        }
        switch judgement {
        case .accepted:
            return true
        case .shrunk(let lost, let total):
            verdict.refuse(
                .shrunk, "the page lost \(lost) of \(total) files",
                hint: "if that is right, run sync with --accept-shrink \(project)")
        case .emptied(let total):
            let streak = Streak.extending(emptied, at: now)
            if streak.isConvincing { return true }
            verdict.emptied = streak
            verdict.refuse(
                .shrunk,
                "the page lost all of its \(total) files "
                    + "(seen \(Count(streak.count, "time")))",
                hint:
                    "it is believed after 3 runs over 24 hours, or with --accept-shrink \(project)")
        }
        return false
    }

    /// What readers of `status` and `explain` may want to know a year long.
    private func noteChanges(_ page: ProjectPage, _ verdict: inout PageVerdict) {
        guard let known else { return }
        if known.status != page.status {
            verdict.events.append(
                PageEvent(file: nil, event: "status is now \(page.status.rawValue)"))
        }
        let before = Dictionary(
            known.files.map { ($0.filename, $0.yanked.isYanked) }, uniquingKeysWith: { $1 })
        for file in page.files {
            guard let wasYanked = before[file.filename], wasYanked != file.yanked.isYanked else {
                continue
            }
            let event = wasYanked ? "no longer yanked" : "yanked"
            verdict.events.append(PageEvent(file: file.filename, event: event))
        }
    }
}

/// What became of a project page that arrived.
package struct PageVerdict {
    /// One thing that is wrong with the page or a file on it.
    package struct Finding: Hashable, Sendable {
        package var file: String?
        package var kind: FailureKind
        package var message: String
        package var hint: String?
    }

    /// The page to go on with; nil: the last accepted one stays.
    var page: ProjectPage?
    var findings: [Finding] = []
    /// Kept for the next run when the page came empty.
    var emptied: Streak?
    var warnings: [String] = []
    var events: [PageEvent] = []
    /// It lost more than is believed without being told.
    var isLossAccepted = false

    mutating func refuse(_ kind: FailureKind, _ message: String, hint: String? = nil) {
        page = nil
        findings.append(Finding(file: nil, kind: kind, message: message, hint: hint))
    }
}

/// Something that happened to a project or file upstream.
struct PageEvent: Hashable {
    var file: String?
    var event: String
}
