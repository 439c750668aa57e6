internal import Inputs
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex
internal import Synchronization

/// The files of the releases that matter, as they really are in a wheelhouse of either layout.
struct HouseContents: Sendable {
    /// One file, read from its first byte to its last.
    struct File: Sendable {
        let path: String
        let facts: IndexFile
        let reading: HouseDirectory.Reading
        /// Why nobody can install it; nil where nothing is wrong.
        let defect: String?
    }

    private(set) var files: [ProjectName: [File]] = [:]

    /// Files that are read at once.
    private static let concurrency = 8

    private struct Candidate: Sendable {
        let project: ProjectName
        let path: String
        let facts: IndexFile
    }

    /// - Parameters:
    ///   - releases: those that matter, by project.
    ///   - algorithms: by which all files are read.
    static func read(
        _ directory: HouseDirectory, _ releases: [ProjectName: [Pin]],
        _ algorithms: Set<HashAlgorithm>, _ stop: StopSignal
    ) async throws -> HouseContents {
        let candidates = try candidates(directory, releases)
        let found = Mutex<[Int: Result<File?, StoreError>]>([:])
        var rest = candidates.indices[...]
        try await BoundedTasks.run(atMost: concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { index in
            let file: Result<File?, StoreError>
            do throws(StoreError) {
                file = .success(try await self.file(candidates[index], directory, algorithms))
            } catch {
                file = .failure(error)
            }
            found.withLock { $0[index] = file }
        }
        var contents = HouseContents()
        for (index, file) in found.withLock(\.self).sorted(by: { $0.key < $1.key }) {
            guard let file = try file.get() else { continue }
            contents.files[candidates[index].project, default: []].append(file)
        }
        return contents
    }

    /// - Returns: nil where no such file is there.
    private static func file(
        _ candidate: Candidate, _ directory: HouseDirectory, _ algorithms: Set<HashAlgorithm>
    ) async throws(StoreError) -> File? {
        guard let reading = try await directory.read(candidate.path, algorithms) else { return nil }
        let wheel = try await WheelDefect.inspect(
            directory.path(candidate.path), candidate.facts.filename, directory.disk)
        var facts = candidate.facts
        facts.requiresPython = wheel.requiresPython ?? facts.requiresPython
        return File(path: candidate.path, facts: facts, reading: reading, defect: wheel.defect)
    }

    private static func candidates(
        _ directory: HouseDirectory, _ releases: [ProjectName: [Pin]]
    ) throws(StoreError) -> [Candidate] {
        var candidates: [Candidate] = []
        for name in try directory.disk.list(directory.root).sorted() {
            guard let project = DistributionFilename.projectGuess(name),
                matters(name, project, releases)
            else { continue }
            candidates.append(
                Candidate(
                    project: project, path: name, facts: IndexFile(filename: name, url: "")))
        }
        let index = HouseIndex(directory: directory)
        guard try index.exists else { return candidates }
        for project in releases.keys.sorted() {
            for entry in try index.listed(project)
            where matters(entry.facts.filename, project, releases) {
                candidates.append(
                    Candidate(project: project, path: entry.path, facts: entry.facts))
            }
        }
        return candidates
    }

    private static func matters(
        _ filename: String, _ project: ProjectName, _ releases: [ProjectName: [Pin]]
    ) -> Bool {
        guard let pins = releases[project],
            let parsed = DistributionFilename.parse(filename, project: project),
            let version = parsed.version
        else { return false }
        return parsed.project == project
            && pins.contains { pin in
                version == pin.version
                    || (pin.takesLocal && version.publicVersion == pin.version)
            }
    }
}
