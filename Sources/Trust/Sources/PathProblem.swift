import Cryptography
import Glibc
import Primitives

/// Facts of this machine that hints are made of.
struct PathAdvice {
    /// What would decide if the source were not set; nil when nothing would.
    let alternative: String?
    /// `CONDA_PREFIX`.
    let condaPrefix: String?
    /// `HOME`.
    let home: String?
}

/// Turns what is wrong with one configured path into an error that says what to do.
struct PathProblem {
    let source: TrustSource
    let part: TrustSource.Part
    let advice: PathAdvice

    func status(_ path: String) throws(TrustError) -> LocalFile.Status {
        do throws(SystemCallError) {
            return try LocalFile.status(path)
        } catch {
            let isMissing = [ENOENT, ENOTDIR, ENAMETOOLONG].contains(error.errno)
            throw isMissing ? missing(path, error) : unreadable(path, error)
        }
    }

    func read(_ path: String, limit: Int) throws(TrustError) -> [UInt8] {
        do throws(SystemCallError) {
            return try LocalFile.read(path, limit: limit)
        } catch {
            throw unreadable(path, error)
        }
    }

    func names(in path: String) throws(TrustError) -> [String] {
        do throws(SystemCallError) {
            return try LocalFile.entries(of: path)
        } catch {
            throw unreadable(path, error)
        }
    }

    func unreadable(_ path: String, _ cause: SystemCallError) -> TrustError {
        error(.unreadable, path, "\(cause)", errno: cause.errno, hints: [])
    }

    private func missing(_ path: String, _ cause: SystemCallError) -> TrustError {
        guard let flaw = PathFlaw(path) else {
            let reason =
                cause.errno == ENAMETOOLONG ? "\(cause)" : "no such file or directory"
            return error(
                .missing, path, reason, errno: cause.errno, hints: neighbours(of: path))
        }
        let meant = flaw.mended(path, home: advice.home).flatMap { mended in
            (try? LocalFile.status(mended)) == nil ? nil : mended
        }
        return error(
            .missing, flaw == .certificate ? "-----BEGIN ..." : path,
            "no such file or directory: it \(flaw.statement)", errno: cause.errno,
            hints: [meant.map { "write \($0), which is there" } ?? "correct \(part.name)"])
    }

    /// For a list of directories of which none will do.
    func noneOf(_ failures: [TrustError]) -> TrustError {
        let shown = failures.prefix(5).map { "\($0.path): \($0.reason)" }
        let rest = failures.count > 5 ? "; and \(failures.count - 5) more" : ""
        return error(
            failures[0].code, part.path, shown.joined(separator: "; ") + rest,
            errno: failures[0].errno, hints: [])
    }

    func wrongKind(_ path: String, _ kind: LocalFile.Kind) -> TrustError {
        switch kind {
        case .directory:
            error(
                .wrongKind, path, "is a directory",
                hints: [
                    source.origin == .extra
                        ? "join the files in it into one, and name that: ca-dir would stand in the "
                            + "place of what counts now" : "for a directory use \(directoryKey)"
                ])
        case .regular:
            error(.wrongKind, path, "is a file", hints: ["for a file use \(fileKey)"])
        case .other(let name):
            error(.wrongKind, path, "is \(name), not a file", hints: [])
        }
    }

    func isForeign(_ path: String, _ format: ForeignFormat) -> TrustError {
        error(
            format.holdsCertificates ? .needsConversion : .noCertificates, path,
            "is \(format.name), not a PEM bundle", hints: [format.remedy(for: path)])
    }

    func badBlock(_ finding: TrustFinding) -> TrustError {
        let line = finding.line.map { "line \($0): " } ?? ""
        return error(
            .badBlock, finding.path, "\(line)\(finding.text)",
            hints: ["mend the block, or set strict-bundle = false to skip it"])
    }

    func noCertificates(_ path: String, isEmpty: Bool, findings: [TrustFinding]) -> TrustError {
        guard !isEmpty else { return error(.noCertificates, path, "is empty", hints: []) }
        guard let first = findings.first else {
            return error(.noCertificates, path, "holds no certificate", hints: [])
        }
        let line = first.line.map { "line \($0): " } ?? ""
        return error(
            .noCertificates, path, "holds no usable certificate: \(line)\(first.text)", hints: [])
    }

    /// For a source whose directories gave nothing.
    func nothingInside(_ findings: [TrustFinding]) -> TrustError {
        let first = findings.first { [.notForServers, .badBlock].contains($0.kind) }
        let reason = first.map { "no file in it holds a usable certificate: \($0)" }
        return error(
            .noCertificates, part.path, reason ?? "no file in it holds a certificate", hints: [])
    }

    private func error(
        _ code: TrustError.Code, _ path: String, _ reason: String, errno: Int32 = 0,
        hints: [String]
    ) -> TrustError {
        TrustError(
            code, source: source.scope + part.name, path: told(path), errno: errno,
            reason: reason, hints: hints + sourceHints)
    }

    /// A piece of a list that holds a secret may be a piece of the secret.
    private func told(_ path: String) -> String {
        let whole = part.path.withoutSecrets
        return whole == part.path ? path : whole
    }

    // MARK: Hints

    private var directoryKey: String {
        source.origin == .environment ? "SSL_CERT_DIR" : "ca-dir"
    }

    private var fileKey: String { source.origin == .environment ? "SSL_CERT_FILE" : "ca-file" }

    /// What is there instead: the first directory of the path that is missing, or a file beside it
    /// whose name differs only in case or ending, and that holds certificates.
    private func neighbours(of path: String) -> [String] {
        guard let slash = path.lastIndex(of: "/") else { return [] }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        let names: [String]
        do throws(SystemCallError) {
            names = try LocalFile.entries(of: parent)
        } catch {
            return error.errno == ENOENT && told(parent) == parent
                ? ["the directory \(parent) is missing too"] : []
        }
        let stem = Self.stem(path[path.index(after: slash)...])
        let near = names.lazy.filter { Self.stem($0[...]) == stem }
            .map { "\(parent == "/" ? "" : parent)/\($0)" }
        return near.first(where: Self.holdsCertificates).map { ["there is \($0)"] } ?? []
    }

    /// Nobody is told to trust a private key, or to name a file that is of no use either.
    private static func holdsCertificates(_ path: String) -> Bool {
        guard (try? LocalFile.status(path))?.kind == .regular,
            let bytes = try? LocalFile.read(path, limit: SourceLoader.sizeLimit)
        else { return false }
        var parser = CertificateParser()
        var reader = BundleReader(path: path, mode: 0o600, now: Instant(seconds: 0))
        reader.read(bytes, parser: &parser)
        return !reader.certificates.isEmpty && !reader.findings.contains { $0.kind == .privateKey }
    }

    private static func stem(_ name: Substring) -> String {
        (name.lastIndex(of: ".").map { name[..<$0] } ?? name).lowercased()
    }

    private var sourceHints: [String] {
        guard source.origin == .environment || source.origin == .ownVariable else { return [] }
        var hints: [String] = []
        let isConda = advice.condaPrefix.map { !$0.isEmpty && part.path.hasPrefix($0) } ?? false
        if isConda || part.path.contains("conda") {
            hints.append("conda sets \(part.name) when an environment is activated")
        }
        let sibling = source.parts.first { $0 != part }?.label
        if let alternative = sibling ?? advice.alternative {
            hints.append("unset \(part.name) to let \(alternative) decide")
        }
        return hints
    }
}
