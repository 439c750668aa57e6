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
    ///   - releases: the versions that matter, by project.
    ///   - algorithms: by which all files are read.
    static func read(
        _ directory: HouseDirectory, _ releases: [ProjectName: Set<Version>],
        _ algorithms: Set<HashAlgorithm>, _ stop: StopSignal
    ) async throws -> HouseContents {
        let candidates = try candidates(directory, releases)
        let found = Mutex<[Int: Result<HouseDirectory.Reading?, StoreError>]>([:])
        var rest = candidates.indices[...]
        try await BoundedTasks.run(atMost: concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { index in
            let reading: Result<HouseDirectory.Reading?, StoreError>
            do throws(StoreError) {
                reading = .success(
                    try await directory.read(candidates[index].path, algorithms))
            } catch {
                reading = .failure(error)
            }
            found.withLock { $0[index] = reading }
        }
        var contents = HouseContents()
        for (index, reading) in found.withLock(\.self).sorted(by: { $0.key < $1.key }) {
            guard let reading = try reading.get() else { continue }
            let candidate = candidates[index]
            contents.files[candidate.project, default: []].append(
                File(path: candidate.path, facts: candidate.facts, reading: reading))
        }
        return contents
    }

    private static func candidates(
        _ directory: HouseDirectory, _ releases: [ProjectName: Set<Version>]
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
            for entry in try index.entries(of: project)
            where matters(entry.facts.filename, project, releases) {
                candidates.append(
                    Candidate(project: project, path: entry.path, facts: entry.facts))
            }
        }
        return candidates
    }

    private static func matters(
        _ filename: String, _ project: ProjectName, _ releases: [ProjectName: Set<Version>]
    ) -> Bool {
        guard let versions = releases[project],
            let parsed = DistributionFilename.parse(filename, project: project),
            let version = parsed.version
        else { return false }
        return parsed.project == project && versions.contains(version)
    }
}
