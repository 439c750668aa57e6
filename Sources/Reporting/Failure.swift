package import Primitives

/// One thing a run could not do, with enough to act on it.
package struct Failure: Error, Hashable, Sendable {
    /// The job's name.
    package var job: String
    /// The index's name in its job file.
    package var index: String
    /// The index's address without credentials.
    package var indexKey: String
    /// Normalised; nil when the index's root page failed.
    package var project: String?
    package var file: String?
    /// For which alone it failed.
    package var target: String?
    package var kind: FailureKind
    /// One sentence, without credentials.
    package var message: String
    /// When the same thing first failed, in an unbroken row of runs.
    package var since: Instant
    /// Runs in that row, this one included.
    package var attempts: Int
    /// What to do next, computed from the facts in hand.
    package var hints: [String]
    package var trust: ChainFailure?
    /// What others may have failed for as well: a server and what is wrong with it.
    package var cause: String?
    /// Whether it only follows from another failure, which says what is wrong.
    package var isConsequence = false
    /// Whether it is about something that a requirement only leads to.
    package var isOfDependency = false

    /// As the kind has it, but a missing dependency is wrong data, not an index that is away.
    package var exitCode: ExitCode {
        kind == .notFound && isOfDependency ? .dataerr : kind.exitCode
    }

    package init(
        job: String, index: String, indexKey: String, project: String?, file: String? = nil,
        kind: FailureKind, message: String, since: Instant, attempts: Int = 1,
        hints: [String] = [], trust: ChainFailure? = nil
    ) {
        self.job = job
        self.indexKey = indexKey
        self.index = index
        self.project = project
        self.file = file?.withoutNUL
        self.kind = kind
        self.message = message.withoutNUL
        self.since = since
        self.attempts = attempts
        self.hints = hints
        self.trust = trust
    }

    /// What failed: a file, a project, a job's selection as a whole, or an index.
    package var subject: String {
        file ?? project ?? (kind == .noMatch ? "job \(job)" : "index \(index)")
    }
}

extension String {
    /// The catalog's texts end at a NUL, which would cut what stands behind it.
    fileprivate var withoutNUL: String { replacing("\0", with: "\\0") }
}

/// Why a certificate chain was not trusted (X509_verify_cert(3)).
package struct ChainFailure: Hashable, Sendable {
    /// `host[:port]` of the server that was refused.
    package var host: String
    package var code: Int
    package var depth: Int
    package var subject: String
    package var issuer: String
    /// SHA-256 of each certificate of the chain as built, leaf first; hexadecimal.
    package var fingerprints: [String]
    /// The trust line in force.
    package var source: String
    /// Sources on this machine under which the same chain would have verified.
    package var wouldVerifyWith: [String]

    package init(
        host: String, code: Int, depth: Int, subject: String, issuer: String,
        fingerprints: [String], source: String, wouldVerifyWith: [String] = []
    ) {
        self.host = host
        self.code = code
        self.depth = depth
        self.subject = subject
        self.issuer = issuer
        self.fingerprints = fingerprints
        self.source = source
        self.wouldVerifyWith = wouldVerifyWith
    }
}
