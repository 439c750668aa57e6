package import Inputs
package import Reporting
internal import Trust

/// `check`: whether a sync would take job files, and every reason why not.
package struct JobCheck: Sendable {
    package private(set) var problems: [Problem] = []
    package private(set) var exitCode = ExitCode.ok
    /// What a person should know, though a sync would take the job.
    package private(set) var warnings: [String] = []
    /// Those that can be read.
    package private(set) var jobs: [JobFile] = []

    package var message: String? {
        switch problems.total {
        case 0: nil
        case 1: "one problem"
        default: "\(problems.total) problems"
        }
    }

    /// - Parameter caFile: `--ca-file`.
    package static func run(
        _ paths: [String], caFile: String?, surroundings: Surroundings
    ) async -> JobCheck {
        var check = JobCheck()
        for path in paths {
            do {
                let job = try JobLoader.read(path, surroundings)
                check.jobs.append(job)
                await check.prepare(job, caFile, surroundings)
            } catch let error as InvalidInput {
                check.add(error.problems, .config)
            } catch let refusal as Refusal {
                check.add([Problem(file: path, refusal)], refusal.exitCode)
            } catch {
                check.add([Problem(file: path, message: "\(error)")], .software)
            }
        }
        check.requireAgreement()
        return check
    }

    /// Certificates and secrets are read as a sync would read them; nothing is written.
    private mutating func prepare(
        _ job: JobFile, _ caFile: String?, _ surroundings: Surroundings
    ) async {
        do throws(Refusal) {
            var builder = ContextBuilder(
                surroundings: surroundings, caFile: caFile, place: .memory, isRehearsal: true)
            _ = try await builder.context(for: job)
            let inputs = try await JobInputs.read(job, .local(surroundings))
            warnings += (inputs.idle + inputs.unaimed).map { "\(job.path): \($0)" }
        } catch {
            if error.problems.isEmpty {
                add([Self.problem(error, in: job, surroundings)], error.exitCode)
            } else {
                add(error.problems, error.exitCode)
            }
        }
    }

    private static func problem(
        _ refusal: Refusal, in job: JobFile, _ surroundings: Surroundings
    ) -> Problem {
        let mention = refusal.mention(in: job)
        return Problem(
            file: job.path, line: mention?.line, key: mention?.key, message: refusal.message,
            suggestion: refusal.hints.first)
    }

    /// Jobs that fill different mirrors are never run together.
    private mutating func requireAgreement() {
        var rest = jobs
        while let first = rest.first {
            let together = rest.filter { JobAgreement.haveOneMirror(first, $0) }
            rest.removeAll { JobAgreement.haveOneMirror(first, $0) }
            do throws(Refusal) {
                try JobAgreement.require(together)
            } catch {
                add([Problem(file: first.path, error)], error.exitCode)
            }
        }
    }

    private mutating func add(_ problems: [Problem], _ code: ExitCode) {
        self.problems += problems
        exitCode = ExitCode.highestRanking([exitCode, code])
    }
}

extension Problem {
    init(file: String, _ refusal: Refusal) {
        // Its name stands in front already.
        let message = refusal.message.replacing("could not read \(file)", with: "could not be read")
        self.init(file: file, message: message, suggestion: refusal.hints.first)
    }
}

extension Refusal {
    /// The line of the job file that names the file to blame, and its key.
    func mention(in job: JobFile) -> (line: Int, key: String)? {
        guard path != nil || setting != nil,
            let bytes = try? TextFile.bytes(job.path, limit: 4 << 20)
        else { return nil }
        let directory = TextFile.directory(of: job.origin)
        return path.flatMap { JobFileReader.mention(of: $0, in: bytes, directory: directory) }
            ?? setting.flatMap { JobFileReader.place(of: $0, in: bytes) }
    }

    /// With file and line in front, where the job itself names what is wrong.
    func located(in job: JobFile) -> Refusal {
        guard let mention = mention(in: job) else { return self }
        return Refusal(
            exitCode, "\(job.path):\(mention.line): \(message)", hints: hints, path: path)
    }
}
