internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
package import Selection
internal import SimpleIndex
internal import Synchronization

/// `prove JOB`: whether everything that a job requires installs from its published mirror alone, as
/// an installer would see it: pages, files and metadata as they stand on the disk, and no network.
/// A sync asks the same of what it is about to publish.
package struct MirrorProof {
    private let job: JobFile
    private let inputs: JobInputs
    private let pool: Pool
    /// Whether every file is read to its end, which is much for each of many runs.
    private let rehashes: Bool
    private let page: (ProjectName) throws -> ProjectPage?

    /// - Returns: what is missing, and what could not be shown.
    /// - Throws: `Refusal`: 66 where nothing is published, 78 for a bad job.
    package static func run(_ path: String, surroundings: Surroundings) async throws -> ProofResult
    {
        let job = try JobLoader.load(path, surroundings)
        let layout = MirrorLayout(root: job.mirror)
        guard try isPublished(layout) else {
            throw Refusal(
                .noinput, "nothing is published in \(layout.root)",
                hints: ["fill it with: wheelbarrow sync \(ShellWord(path))"])
        }
        let passedOver = Mutex<[String]>([])
        let reader = InputReader(environment: surroundings.environment) { address in
            passedOver.withLock { $0.append("\(address)") }
            return []
        }
        let inputs = try await JobInputs.read(job, reader)
        let proof = MirrorProof(job, inputs, layout, rehashes: true) { try published($0, layout) }
        do {
            var result = try await proof.perform(now: surroundings.now())
            result.unproven += passedOver.withLock(\.self).map {
                "what \($0) asks for was not looked at, since no network is used"
            }
            if !job.followsDependencies {
                result.advise(
                    onDependencies:
                        "the job leaves out what its requirements depend on: require it as well, "
                        + "or set dependencies = true")
            }
            if !asksForAnything(job, inputs) {
                let causes = inputs.idle.isEmpty ? "" : ": \(NameList.text(inputs.idle, atMost: 3))"
                result.unproven.append("the job asks for nothing\(causes)")
            }
            return result
        } catch let error as StoreError {
            throw Refusal(error, isReading: true)
        }
    }

    /// - Throws: `Refusal` where it may not be looked at, which is not the same as nothing.
    private static func isPublished(_ layout: MirrorLayout) throws -> Bool {
        do {
            return try SystemDisk().target(layout.live)?.kind == .directory
        } catch {
            guard error.deniesWriting else { return false }
            throw Refusal(error, isReading: true)
        }
    }

    private static func asksForAnything(_ job: JobFile, _ inputs: JobInputs) -> Bool {
        let requirements =
            job.select.requirements + inputs.groups.flatMap(\.requirements).map(\.requirement)
        return !inputs.pins.isEmpty || !job.select.projectGlobs.isEmpty
            || requirements.contains { $0.counts(onAnyOf: job.targets) }
    }

    /// - Parameter page: a project's page as it is published, or would be; nil where there is none.
    init(
        _ job: JobFile, _ inputs: JobInputs, _ layout: MirrorLayout, rehashes: Bool = false,
        page: @escaping (ProjectName) throws -> ProjectPage?
    ) {
        self.job = job
        self.inputs = inputs
        self.page = page
        self.rehashes = rehashes
        pool = Pool(layout: layout)
    }

    func perform(now: Instant) async throws -> ProofResult {
        var proof = Proof(
            job.select, job.select.requirementGroups + inputs.groups, pins: inputs.pins, now: now)
        var pages: [ProjectName: ProjectPage] = [:]
        var builds = SourceBuilds(targets: job.targets, pool: pool)
        var whole: ProofResult?
        var build: SourceBuilds.Build?
        while true {
            switch proof.step() {
            case .settled(let result):
                if let build {
                    whole?.unproven += build.doubts(result)
                } else {
                    whole = result
                }
                build = builds.next()
                guard let build else {
                    var found = whole ?? result
                    found.unproven += builds.unreadable.sorted()
                    return found
                }
                proof = Proof(build.rules, [build.group], now: now)
            case .needs(let needs):
                for need in needs {
                    switch need {
                    case .releases(let name):
                        do {
                            pages[name] = try page(name)
                            proof.provide(pages[name], for: name)
                        } catch let error as PageError {
                            proof.provide(unavailable: "\(error)", for: need)
                        }
                    case .dependencies(let source):
                        try await provide(source, pages[source.release.name], &proof)
                        await builds.note(source, pages[source.release.name])
                    }
                }
            }
        }
    }

    /// - Returns: nil where the mirror has no such project.
    private static func published(
        _ name: ProjectName, _ layout: MirrorLayout
    ) throws -> ProjectPage? {
        let path = "\(layout.live)/\(name.normalized)/index.json"
        guard try SystemDisk().target(path)?.kind == .file,
            let address = WebAddress("https://mirror.invalid/simple/\(name.normalized)/")
        else { return nil }
        return try PageDecoder.projectPage(
            try SystemDisk().read(path), contentType: SimpleIndexMediaType.json, url: address
        ).page
    }

    private func provide(
        _ source: MetadataSource, _ page: ProjectPage?, _ proof: inout Proof
    ) async throws {
        let release = source.release
        var obstacle = "the mirror has none of its files"
        var found: ReleaseDependencies?
        for file in source.filenames.compactMap({ page?.file(named: $0) }) {
            guard let sha256 = SelectedFile(file).sha256 else { continue }
            do {
                guard try pool.contains(sha256: sha256, filename: file.filename) else {
                    obstacle = "\(file.filename) is not in the mirror"
                    continue
                }
                if rehashes,
                    try await pool.rehash(sha256: sha256, filename: file.filename) == nil
                {
                    obstacle = "\(file.filename) is damaged: its bytes are not what its page says"
                    continue
                }
                guard let wheel = try? WheelFilename(parsing: file.filename) else {
                    return proof.provide(
                        await dependencies(of: release, sha256, file.filename), for: source)
                }
                let inside = try await pool.wheelMetadata(
                    sha256: sha256, filename: file.filename, as: wheel, isInstalled: true)
                let bytes = try pool.metadata(sha256: sha256, filename: file.filename) ?? inside
                let known = try ReleaseDependencies(CoreMetadata(parsing: bytes), of: release)
                found = found?.union(known) ?? known
            } catch let error as StoreError where error.deniesWriting {
                throw error
            } catch {
                obstacle = "\(file.filename) cannot be installed: \(error)"
            }
        }
        if let found { return proof.provide(found, for: source) }
        proof.provide(ineligible: obstacle, for: source)
    }

    /// What PKG-INFO says, beside a source distribution or in it, so far as it counts.
    private func dependencies(
        of release: ReleaseID, _ sha256: String, _ filename: String
    ) async -> ReleaseDependencies {
        if let beside = try? pool.metadata(sha256: sha256, filename: filename),
            let known = try? ReleaseDependencies(packageInfo: beside, of: release)
        {
            return known
        }
        guard let inside = try? await pool.packageInfo(sha256: sha256, filename: filename),
            let known = try? ReleaseDependencies(packageInfo: inside, of: release)
        else { return .unknown }
        return known
    }
}
