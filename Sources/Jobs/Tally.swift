internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import Synchronization

/// What a run has seen so far; many tasks add, the report reads at the end.
final class Tally: Sendable {
    struct State: Sendable {
        var projects = RunReport.Projects()
        var files = RunReport.Files()
        var newBytes: Int64 = 0
        /// Replaced files that were accepted.
        var acceptedFiles: Set<String> = []
        /// Projects, and indexes, whose losses were accepted.
        var acceptedLosses: Set<String> = []
        /// Some project's files are withheld by its index.
        var isQuarantined = false
        /// Projects of which something usable stands, changed or not.
        var succeeded = 0
        /// Projects that were dealt with and did not succeed.
        var unusable: Set<ProjectName> = []
        /// Projects that an index was asked for and does not have.
        var absent: [IndexID: Set<ProjectName>] = [:]
        /// Indexes of which some project's page was taken.
        var serving: Set<IndexID> = []
        /// Indexes whose list of projects could not be read, or of which no page was ever taken: they
        /// mostly stand elsewhere, and what they lack is not withdrawn.
        var doubtful: Set<IndexID> = []
        /// Projects that none of a job's indexes has, and no job names.
        var nowhere: Set<ProjectName> = []
        /// What globs chose and the rules left nothing of, by job.
        var leftOut: [String: [LeftOutProject]] = [:]
        /// Files that were larger than a job wants any when they came, by job and project.
        var oversized: [String: [ProjectName: Set<String>]] = [:]
        /// Known projects that a job's rules no longer want, by job.
        var unwanted: [String: [ProjectName]] = [:]
        /// What comes from another index than before.
        var moves: [Move: [ProjectName]] = [:]
        /// What came from another index than the one that is asked now, and that one lacks.
        var misses: [Move: [ProjectName]] = [:]
        /// Projects, and files, that the run was stopped before.
        var unstarted = 0
        var unfetched = 0
        var failures: [Failure] = []
        var warnings: [String] = []
        /// What jobs with `prove-installable` require, and what was to be published does not serve.
        var unproven: [ProofResult.Missing] = []
        /// The disk failed or is full: nothing more is written, nothing is published.
        var diskEnd: Refusal?
        /// The catalog cannot be read: the run has to begin again with another one.
        var damage: StoreError?
    }

    private let state = Mutex(State())

    var snapshot: State { state.withLock { $0 } }

    var failureCount: Int { state.withLock { $0.failures.count } }

    func note(_ outcome: ProjectOutcome) {
        change { state in
            if outcome.isUnstarted {
                state.unstarted += 1
                return
            }
            state.projects.checked += 1
            if outcome.isGone { state.projects.gone += 1 }
            if outcome.isLeftOut { state.projects.leftOut += 1 }
            if outcome.isUsable {
                state.succeeded += 1
            } else {
                state.unusable.insert(outcome.project)
            }
            if outcome.isQuarantined { state.isQuarantined = true }
            if outcome.isNowhere { state.nowhere.insert(outcome.project) }
            state.serving.formUnion(outcome.servedBy)
            for index in outcome.absentAt {
                state.absent[index, default: []].insert(outcome.project)
            }
            for (job, project) in outcome.leftOut {
                state.leftOut[job, default: []].append(project)
            }
            for miss in outcome.misses { state.misses[miss, default: []].append(outcome.project) }
            for move in outcome.moves { state.moves[move, default: []].append(outcome.project) }
            state.files.held += outcome.held
            state.warnings += outcome.warnings
        }
    }

    /// A project that its page promised, and of which no file came.
    func noteEmptyHanded(_ project: ProjectName) {
        change { state in
            if state.unusable.insert(project).inserted { state.succeeded -= 1 }
        }
    }

    func note(_ failure: Failure) { change { $0.failures.append(failure) } }

    /// Tells a sentence beside each failure of a project, and among the warnings.
    func tell(_ sentence: String, on project: ProjectName) {
        change { state in
            state.warnings.append(sentence)
            for place in state.failures.indices
            where state.failures[place].project == project.normalized {
                state.failures[place].hints.append(sentence)
            }
        }
    }

    func warn(_ text: String) { change { $0.warnings.append(text) } }

    /// The first reason counts.
    func end(_ refusal: Refusal) {
        change { $0.diskEnd = $0.diskEnd ?? refusal }
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
}

/// What became of one project in the page phase.
struct ProjectOutcome: Sendable {
    let project: ProjectName
    var isGone = false
    var isLeftOut = false
    /// By name, the jobs whose rules, and no index, leave nothing of it.
    var leftOut: [String: LeftOutProject] = [:]
    /// Some job has, or keeps, something to install of it.
    var isUsable = false
    /// No index has it, though one lists it.
    var isNowhere = false
    /// The jobs that take it from another index than before.
    var moves: [Move] = []
    /// The jobs that would take it from another index, which lacks it.
    var misses: [Move] = []
    /// Its index withholds its files.
    var isQuarantined = false
    /// The indexes whose page of it was taken.
    var servedBy: Set<IndexID> = []
    /// The indexes that do not have it.
    var absentAt: Set<IndexID> = []
    /// The run was stopped before the project's answer came.
    var isUnstarted = false
    var held = 0
    var failures: [Failure] = []
    var warnings: [String] = []

    init(_ project: ProjectName) { self.project = project }
}
