internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// What becomes of a project that the indexes do not have.
extension ProjectTask {
    /// An index without the project, and how long it has been so.
    struct Absence {
        let index: IndexContext
        let streak: Streak
    }

    /// Whether an absence is one that withdraws.
    func counts(_ absence: Absence) -> Bool {
        absence.streak.isConvincing && !run.tally.snapshot.doubtful.contains(absence.index.id)
    }

    mutating func noteGone(_ absence: Absence) throws {
        let (index, streak) = (absence.index, absence.streak)
        try keep(absence)
        outcome.warnings.append(
            "\(project) is gone from index \(index.name) (seen \(Count(streak.count, "time")) since "
                + "\(streak.since)); its published page is kept for now")
    }

    private mutating func keep(_ absence: Absence) throws {
        let id = absence.index.id
        if try run.catalog.upstream(index: id, project: project) == nil {
            try run.catalog.stage(
                upstream: UpstreamRecord(index: id, project: project, gone: absence.streak))
        }
        outcome.isGone = true
        outcome.isUsable = true
    }

    /// No index has the project, or the one that had it withdrew it for good.
    mutating func settle(
        _ job: JobContext, _ before: SelectionRecord?, _ absences: [Absence]
    ) throws {
        let isNamed = job.projects.named.contains(project)
        let isWithdrawn = absences.contains { job.isSource($0.index, of: before) }
        if let before, !isNamed, !isWithdrawn, !absences.isEmpty, !absences.allSatisfy(counts) {
            // The job turned to other indexes, which may be mistyped.
            for absence in absences { try keep(absence) }
            if let index = absences.first?.index {
                outcome.misses.append(Move(job.name, from: before.address, to: index.address))
            }
            return
        }
        // Of what is asked for by name only the index that had it can be the end.
        if before != nil, !absences.isEmpty, isWithdrawn || !isNamed {
            try run.catalog.stageWithdrawal(job: job.name, project: project)
            try noteOnce(PageEvent(file: nil, event: "withdrawn"))
            if !isNamed, let absence = absences.first {
                outcome.warnings.append(
                    "\(project) was withdrawn: index \(absence.index.name) has not had it since "
                        + "\(absence.streak.since)")
            }
        }
        guard isNamed || (before != nil && absences.isEmpty) else {
            outcome.isLeftOut = true
            // What is only listed is neither a failure nor a success.
            outcome.isNowhere = before == nil
            outcome.isUsable = outcome.isUsable || before != nil
            return
        }
        let names = absences.map(\.index.name).joined(separator: ", ")
        fail(
            absences.last?.index ?? job.indexes[0], .notFound,
            "no index has \(project) (\(names.isEmpty ? "none may be asked" : "asked: \(names)"))",
            hint: FailureAdvice.unasked([project], job).first)
    }
}
