package import Inputs
internal import MirrorStore
internal import Primitives
internal import Reporting

/// Reads job files; what is wrong with them becomes a refusal.
package enum JobLoader {
    private static let sizeLimit = 4 << 20

    /// - Throws: `Refusal`: 66 for a missing file, 78 for what is wrong in one, 64 for jobs of
    ///   different mirrors.
    package static func load(
        _ paths: [String], _ surroundings: Surroundings
    ) throws(Refusal) -> [JobFile] {
        var jobs: [JobFile] = []
        for path in paths {
            let job = try load(path, surroundings)
            // One file is one job, however often and by whatever names it is given.
            if !jobs.contains(where: { TextFile.isSame($0.origin, job.origin) }) {
                jobs.append(job)
            }
        }
        try JobAgreement.require(jobs)
        return jobs
    }

    /// - Parameter mayBeEmpty: whether a job that selects nothing will do.
    /// - Throws: `Refusal`: 66 for a missing file, 78 for what is wrong in it.
    package static func load(
        _ path: String, _ surroundings: Surroundings, mayBeEmpty: Bool = false
    ) throws(Refusal) -> JobFile {
        do {
            return try read(path, surroundings, mayBeEmpty: mayBeEmpty)
        } catch let error as InvalidInput {
            throw Refusal(.config, problems: error.problems)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.software, "\(error)")
        }
    }

    /// What stands in a mirror's folders is that mirror's alone.
    private static func requirePlace(of job: JobFile, _ bytes: [UInt8]) throws(InvalidInput) {
        guard let other = EnclosingMirror.of(job.mirror), let folder = other.folder else {
            return
        }
        throw InvalidInput([
            Problem(
                file: job.path, line: JobFileReader.place(of: "mirror", in: bytes)?.line,
                key: "mirror",
                message: "mirror leads into \(folder) of the mirror \(other.root)",
                suggestion: "write mirror = \"\(other.root)\", or name a directory of its own")
        ])
    }

    /// What to do where nothing can be read at a path.
    private static func hint(_ path: String) -> String {
        TextFile.isLink(path)
            ? "it is a link that leads nowhere: make it anew"
            : "write one with: wheelbarrow init \(ShellWord(path))"
    }

    /// - Throws: `InvalidInput` with everything that is wrong, `Refusal` for an unreadable file.
    package static func read(
        _ path: String, _ surroundings: Surroundings, mayBeEmpty: Bool = false
    ) throws -> JobFile {
        let bytes: [UInt8]
        do {
            bytes = try TextFile.bytes(path, limit: sizeLimit)
        } catch {
            throw Refusal(
                error.isMissing ? .noinput : .config, error.description,
                hints: error.isMissing ? [hint(path)] : [])
        }
        let absolute = surroundings.absolute(path)
        var job = try JobFileReader.read(
            bytes: bytes, path: path, directory: TextFile.directory(of: absolute),
            environment: surroundings.environment, home: surroundings.environment["HOME"],
            mayBeEmpty: mayBeEmpty)
        job.origin = TextFile.realPath(absolute)
        try requirePlace(of: job, bytes)
        return job
    }
}

extension Refusal {
    init(_ code: ExitCode, problems: [Problem]) {
        let first = problems.first?.description ?? "the job file cannot be used"
        let rest = problems.count > 1 ? " (and \(problems.total - 1) more)" : ""
        self.init(
            code, first + rest, hints: Array(problems.dropFirst()).lines(atMost: 11),
            problems: problems)
    }
}
