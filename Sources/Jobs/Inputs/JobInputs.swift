internal import Inputs
internal import PythonPackaging
internal import Reporting
internal import Selection

/// What a job's requirement and lock files ask for.
struct JobInputs: Sendable {
    /// One for each requirement file without hashes: its lines hold together.
    private(set) var groups: [RequirementGroup] = []
    /// What locks name, for each target; nothing of that is resolved anew.
    private(set) var pins: [ReleasePin] = []
    private(set) var warnings: [String] = []

    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    static func read(_ job: JobFile, _ reader: InputReader) async throws(Refusal) -> JobInputs {
        var inputs = JobInputs()
        inputs.warnings = job.select.requirements.compactMap(\.openAnswer)
        for file in job.requirementFiles {
            for read in try await reader.requirementFiles(file.location, path: file.path) {
                inputs.warnings += read.warnings.map(\.description)
                if read.requiresHashes {
                    // Somebody's tool locked it: everything is pinned there, dependencies too.
                    try inputs.add(.requirements(read), job.targets)
                } else if !read.requirements.isEmpty {
                    inputs.groups.append(RequirementGroup(read))
                }
            }
        }
        for file in job.lockFiles {
            let read = try await reader.pinned(file.location, path: file.path, .whole)
            inputs.warnings += read.warnings.map(\.description)
            try inputs.add(read, job.targets)
        }
        return inputs
    }

    private mutating func add(_ input: PinnedInput, _ targets: [Target]) throws(Refusal) {
        do {
            if targets.isEmpty { pins += try input.releases(for: nil) }
            for target in targets { pins += try input.releases(for: target) }
        } catch {
            throw Refusal(.dataerr, problems: error.problems)
        }
    }
}

extension RequirementGroup {
    init(_ file: RequirementFile) {
        self.init(
            file.requirements.map { RootRequirement($0.requirement, origin: "\($0.source)") },
            constraints: file.constraints.map {
                RootRequirement($0.requirement, origin: "\($0.source)")
            })
    }
}
