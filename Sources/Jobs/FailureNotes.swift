internal import Cryptography
package import MirrorStore
package import Primitives
package import PythonPackaging
package import Reporting
package import Transport
internal import Trust

extension Failure {
    /// What an index did wrong, or what could not be done with what it said.
    package init(
        _ kind: FailureKind, _ message: String, index: IndexContext, project: ProjectName?,
        file: String? = nil, hints: [String] = [], at now: Instant
    ) {
        self.init(
            job: index.job, index: index.name, indexKey: index.key,
            project: project?.normalized, file: file, kind: kind, message: message, since: now,
            hints: hints.isEmpty
                ? FailureAdvice.hints(kind, index: index, project: project?.normalized) : hints)
    }

    /// A project whose index may not be asked for it any more: no other one stands in for it.
    static func estranged(
        _ project: ProjectName, from former: IndexContext, now others: [IndexContext],
        at now: Instant
    ) -> Failure {
        let next = others.first.map { ", and index \($0.name) is not asked in its place" } ?? ""
        return Failure(
            .ambiguous,
            "its index \(former.name) may not serve it any more, since none of its projects match"
                + "\(next): what is published of it stays",
            index: former, project: project,
            hints: [
                "put it back under projects of index \(former.name); if it is to come from elsewhere, "
                    + "run first: wheelbarrow gc \(ShellWord(former.jobPath)) --forget-job "
                    + "\(ShellWord(former.job))"
            ], at: now)
    }

    /// New bytes under a name that the mirror knows.
    static func replaced(
        _ filename: String, index: IndexContext, _ project: ProjectName, at now: Instant
    ) -> Failure {
        Failure(
            .replaced, "the index now has other content for \(filename)",
            index: index, project: project, file: filename,
            hints: ["if that is right, run sync with --accept-replaced \(filename)"], at: now)
    }

    /// Of one file that was tried at several places, the failure that says most; it tells of the
    /// others.
    static func gravest(of refusals: [Failure]) -> Failure? {
        let causes = refusals.filter { !$0.isConsequence }
        let told = causes.isEmpty ? refusals : causes
        let code = ExitCode.highestRanking(told.map(\.exitCode))
        guard var gravest = told.first(where: { $0.exitCode == code }) else { return nil }
        let others = told.map(\.message).distinct.filter { $0 != gravest.message }
        gravest.hints += others.map { "it was tried elsewhere as well: \($0)" }
        return gravest
    }

    /// What a transfer's error means for the project or file that wanted it.
    package init(
        _ error: TransferError, index: IndexContext, project: ProjectName?, file: String? = nil,
        at now: Instant
    ) {
        guard case .tlsTrust(let refused) = error.kind else {
            self.init(
                FailureKind(error.kind), error.description, index: index, project: project,
                file: file,
                hints: project == nil && error.isMissing
                    ? [FailureAdvice.addressDoubt(index)]
                    : FailureAdvice.hints(
                        error, index: index, project: project?.normalized, isFile: file != nil),
                at: now)
            isConsequence = error.isSkipped
            cause = error.cause
            return
        }
        let trust = index.trust(of: refused)
        let address = WebAddress("https://\(refused.host)/") ?? error.address
        let proxy =
            index.policy.proxy
            ?? trust.explainer.proxy(for: refused.isOfProxy ? error.address : address)
        let diagnosis = trust.explainer.diagnosis(of: refused, proxy: proxy)
        let summary = refused.isRepeated ? nil : diagnosis?.summary
        self.init(
            .tlsTrust,
            summary.map { "could not fetch \(error.address)\(error.detour(to: refused)): \($0)" }
                ?? error.description,
            index: index, project: project, file: file,
            hints: refused.isRepeated ? [] : diagnosis?.remedies ?? error.hints, at: now)
        isConsequence = error.isSkipped
        self.trust = ChainFailure(
            host: refused.host, code: refused.code, depth: refused.depth, subject: refused.subject,
            issuer: refused.issuer,
            fingerprints: refused.verification.sent.map(\.fingerprint.hex),
            source: trust.line, wouldVerifyWith: diagnosis?.wouldVerifyWith ?? [])
    }
}

extension TransferError {
    /// The host that was refused, where it is another one than was asked for.
    fileprivate func detour(to refused: TrustFailure) -> String {
        refused.isOfProxy || refused.host == address.origin.hostAndPort
            ? "" : ", which leads to \(refused.host)"
    }
}

extension FailureKind {
    init(_ kind: TransferError.Kind) {
        switch kind {
        case .http: self = .http
        case .auth: self = .auth
        case .timeout: self = .timeout
        case .connect, .cancelled: self = .connect
        case .dns: self = .dns
        case .proxy: self = .proxy
        case .tlsTrust: self = .tlsTrust
        case .tls: self = .tls
        case .redirect: self = .redirect
        case .truncated: self = .truncated
        case .malformed: self = .malformed
        case .tooLarge: self = .tooLarge
        case .sizeMismatch: self = .sizeMismatch
        case .disk: self = .disk
        }
    }
}

extension FailureRecord {
    /// The failure as the catalog keeps it from run to run.
    init(_ failure: Failure, at now: Instant) {
        self.init(
            job: failure.job, index: failure.indexKey,
            project: failure.project.flatMap { ProjectName($0) }, file: failure.file,
            kind: failure.kind.rawValue, message: failure.message, at: now)
    }

    /// What failed where it is no project: an index's list, what the job selects as a whole, or the
    /// disk.
    package var wholeSubject: String {
        switch kind {
        case FailureKind.noMatch.rawValue: "job \(job)"
        case FailureKind.disk.rawValue: "the mirror"
        default: "the list of \(index)"
        }
    }
}
