internal import Inputs
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import WheelArchive

/// Finds the files that source distributions of a wheelhouse are built with: the newest that fit,
/// with all that they need, for each target that has to build.
struct BuildPass {
    let run: WarmRun

    /// Gives the bytes of a source distribution.
    typealias Opening = (WantedFile) async throws -> any ByteSource

    /// What was found.
    struct Needs {
        var files: [WantedFile] = []
        var holes: [Hole] = []
        var failures: [Failure] = []
        var warnings: [String] = []
    }

    /// A source distribution, and what its build asks for.
    private struct Build {
        let sdist: WantedFile
        let group: RequirementGroup
    }

    /// - Throws: `StoreError`.
    func needs(of sdists: [WantedFile], _ open: Opening) async throws -> Needs {
        var needs = Needs()
        var builds: [Build] = []
        for sdist in sdists {
            do {
                let group = try await group(of: sdist, open)
                if !group.requirements.isEmpty { builds.append(Build(sdist: sdist, group: group)) }
            } catch let error as StoreError {
                throw error
            } catch {
                note(
                    sdist, .noMatch,
                    "what builds it cannot be read: \(error)", sdist.builders, &needs)
            }
        }
        for (targets, builds) in Dictionary(grouping: builds, by: \.sdist.builders)
            .sorted(by: { $0.key.sorted().lexicographicallyPrecedes($1.key.sorted()) })
        {
            try await resolve(builds, for: targets, &needs)
        }
        return needs
    }

    /// - Throws: what is wrong with the archive or its pyproject.toml; `StoreError`.
    private func group(
        of sdist: WantedFile, _ open: Opening
    ) async throws -> RequirementGroup {
        let name = sdist.filename
        let bytes = try await SourceArchive(name, source: try await open(sdist))
            .buildConfiguration()
        let system = try BuildSystem(parsing: bytes, path: "\(name)/pyproject.toml")
        if let requirement = system.requires.first(where: { $0.url != nil }) {
            throw UnservedRequirement(requirement: requirement)
        }
        return RequirementGroup(
            system.requires.map { RootRequirement($0, origin: "\(name)/pyproject.toml") })
    }

    // MARK: - Resolution

    private func resolve(
        _ builds: [Build], for names: Set<String>, _ needs: inout Needs
    ) async throws {
        var rules = SelectionRules()
        rules.targets = run.sets.map(\.target).filter { names.contains($0.name) }
        rules.wheels = run.options.takesAllWheels ? .compatible : .best
        let upstream = try await run.open()
        run.board.begin(.pages)
        let resolution = try await upstream.resolve(
            builds.map(\.group), rules, board: run.board, stop: run.stop)
        guard let resolution else { return }
        needs.warnings += resolution.warnings
        for problem in resolution.problems {
            needs.failures.append(problem.failure)
            for build in builds where build.group == problem.group {
                note(
                    build.sdist, problem.failure.kind,
                    "what builds it cannot be had: \(problem.failure.message)",
                    [problem.target ?? ""], &needs)
            }
        }
        for (project, pins) in Dictionary(grouping: resolution.pins, by: \.release.name)
            .sorted(by: { $0.key < $1.key })
        {
            guard let source = resolution.pages[project] else { continue }
            choose(project, pins, rules, source, names, &needs)
        }
    }

    private func choose(
        _ project: ProjectName, _ pins: [ReleasePin], _ rules: SelectionRules,
        _ source: UpstreamResolution.Source, _ builders: Set<String>, _ needs: inout Needs
    ) {
        let decision = FileSelection(rules, pins: pins).decide(
            source.page, project: project, now: run.now)
        for place in decision.keptIndexes {
            let facts = source.page.files[place]
            guard
                let version = DistributionFilename.parse(facts.filename, project: project)?.version
            else { continue }
            let file = WantedFile(
                project: project, version: version, facts: facts, listing: FileListing(),
                index: source.index, targets: [], builders: builders)
            if let (kind, reason) = file.objectionBeforehand {
                note(file, kind, reason, builders, &needs)
            } else {
                needs.files.append(file)
            }
        }
    }

    private func note(
        _ file: WantedFile, _ kind: FailureKind, _ reason: String, _ targets: Set<String>,
        _ needs: inout Needs
    ) {
        for set in run.sets where targets.contains(set.target.name) {
            needs.holes.append(
                Hole(
                    set.target.name, (file.project, file.version), file: file.filename, kind,
                    reason))
        }
    }
}

/// A build that asks for what no index serves.
private struct UnservedRequirement: Error, CustomStringConvertible {
    let requirement: Requirement
    var description: String { "\(requirement) is a URL, which no index serves" }
}
