internal import Inputs
internal import Primitives
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
    /// Of files that ask for nothing, why: each as a clause.
    private(set) var idle: [String] = []
    /// Of the job's own requirements that no target is one for, a clause.
    private(set) var unaimed: [String] = []

    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    static func read(_ job: JobFile, _ reader: InputReader) async throws(Refusal) -> JobInputs {
        var inputs = JobInputs()
        inputs.warnings = job.select.requirements.compactMap(\.openAnswer)
        inputs.noteUnaimed(job.select.requirements, job.targets)
        for file in job.requirementFiles {
            let parts = try await reader.requirementFiles(file.location, path: file.path)
            inputs.noteIdle(parts, path: file.path, job.targets)
            for read in parts {
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
            let before = inputs.pins.count
            try inputs.add(read, job.targets)
            if inputs.pins.count == before { inputs.idle.append("\(file.path) locks no release") }
        }
        inputs.warnings += inputs.idle + inputs.unaimed
        return inputs
    }

    private mutating func noteUnaimed(_ requirements: [Requirement], _ targets: [Target]) {
        let names = requirements.filter { !$0.counts(onAnyOf: targets) }.map(\.description)
        if !names.isEmpty {
            unaimed.append("no target is one for \(NameList.text(names, atMost: 3))")
        }
    }

    private mutating func noteIdle(
        _ parts: [RequirementFile], path: String, _ targets: [Target]
    ) {
        let lines = parts.flatMap(\.requirements)
        if lines.isEmpty { return idle.append("\(path) holds no requirement") }
        guard !lines.contains(where: { $0.requirement.counts(onAnyOf: targets) }) else { return }
        idle.append("no requirement of \(path) is for a target of the job")
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
