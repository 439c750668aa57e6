import Cryptography
import Primitives

/// Loads the sources that somebody chose; whatever is wrong with one of them is an error.
struct SourceLoader {
    /// No bundle comes near it: the largest stores have some 300 KiB.
    static let sizeLimit = 64 << 20

    let now: Instant
    let strictBundle: Bool
    let advice: PathAdvice
    var parser = CertificateParser()

    init(now: Instant, strictBundle: Bool, advice: PathAdvice) {
        self.now = now
        self.strictBundle = strictBundle
        self.advice = advice
    }

    mutating func load(_ source: TrustSource) throws(TrustError) -> LoadedSource {
        var loaded = LoadedSource(source.origin, label: source.label)
        for part in source.parts {
            let problem = PathProblem(source: source, part: part, advice: advice)
            switch part.expectation {
            case .directoryList: try loadList(part.path, problem, into: &loaded)
            case .file, .directory, .fileOrDirectory:
                try load(part.path, problem, into: &loaded)
            }
        }
        // An empty directory is no error beside a file that holds something, as conda sets them.
        if loaded.certificates.isEmpty, let part = source.parts.last {
            throw PathProblem(source: source, part: part, advice: advice).nothingInside(
                loaded.findings)
        }
        return loaded
    }

    private mutating func load(
        _ path: String, _ problem: PathProblem, into loaded: inout LoadedSource
    ) throws(TrustError) {
        let status = try problem.status(path)
        switch (status.kind, problem.part.expectation) {
        case (.regular, .file), (.regular, .fileOrDirectory):
            try loadFile(path, status, problem, into: &loaded)
        case (.directory, .directory), (.directory, .fileOrDirectory),
            (.directory, .directoryList):
            try loadDirectory(path, problem, into: &loaded)
        default: throw problem.wrongKind(path, status.kind)
        }
    }

    private mutating func loadList(
        _ list: String, _ problem: PathProblem, into loaded: inout LoadedSource
    ) throws(TrustError) {
        var failures: [TrustError] = []
        let paths = list.split(separator: ":").map(String.init)
        for path in paths {
            do throws(TrustError) {
                try load(path, problem, into: &loaded)
            } catch {
                failures.append(error)
            }
        }
        if let first = failures.first, failures.count == paths.count {
            throw failures.count == 1 ? first : problem.noneOf(failures)
        }
        loaded.findings += failures.map { failure in
            TrustFinding(
                .unusable, path: failure.path, "left out of \(problem.part.name): \(failure.reason)"
            )
        }
    }

    private mutating func loadFile(
        _ path: String, _ status: LocalFile.Status, _ problem: PathProblem,
        into loaded: inout LoadedSource
    ) throws(TrustError) {
        let bytes = try problem.read(path, limit: Self.sizeLimit)
        var reader = BundleReader(path: path, mode: status.mode, now: now)
        reader.read(bytes, parser: &parser)
        if let format = reader.obstacle { throw problem.isForeign(path, format) }
        let bad = reader.findings.first { $0.kind == .badBlock }
        if strictBundle, let bad { throw problem.badBlock(bad) }
        guard !reader.certificates.isEmpty else {
            throw problem.noCertificates(path, isEmpty: bytes.isEmpty, findings: reader.findings)
        }
        loaded.add(reader.certificates)
        loaded.distrust(reader.distrusted)
        loaded.findings += reader.findings
    }

    /// Every file of the directory, whatever its name; one that holds no certificate is no fault.
    private mutating func loadDirectory(
        _ path: String, _ problem: PathProblem, into loaded: inout LoadedSource
    ) throws(TrustError) {
        var directory = CertificateDirectory(now: now, acceptsDER: true)
        do throws(SystemCallError) {
            try directory.load(path, parser: &parser)
        } catch {
            throw problem.unreadable(path, error)
        }
        loaded.add(directory.certificates)
        loaded.distrust(directory.distrusted)
        loaded.findings += directory.findings
    }
}
