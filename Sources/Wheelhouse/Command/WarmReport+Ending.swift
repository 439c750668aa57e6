internal import Jobs
internal import PythonPackaging
internal import Reporting

extension WarmReport {
    mutating func add(
        holesFor file: WantedFile, _ kind: FailureKind, _ reason: String,
        isConsequence: Bool = false, hint: String? = nil, at places: [Target]? = nil
    ) {
        let concerned = file.targets.isEmpty ? file.builders : file.targets
        let told = places?.map(\.name) ?? targets
        for target in told where concerned.contains(target) {
            var hole = Hole(
                target, (file.project, file.version), file: file.filename, kind, reason)
            hole.isConsequence = isConsequence
            hole.hint = hint
            holes.append(hole)
        }
    }

    mutating func add(_ needs: BuildPass.Needs) {
        for hole in needs.holes where !holes.contains(hole) { holes.append(hole) }
        for failure in needs.failures where !failures.contains(failure) {
            failures.append(failure)
        }
        for warning in needs.warnings { warn(warning) }
    }

    mutating func note(_ reason: Delivery.Undelivered, of file: WantedFile) {
        add(
            holesFor: file, reason.kind, reason.reason,
            isConsequence: !reason.failures.isEmpty
                && reason.failures.allSatisfy(\.isConsequence), hint: reason.hint)
        for failure in reason.failures where !failures.contains(failure) {
            failures.append(failure)
        }
    }

    /// Finds the exit code and its sentence for what is missing.
    mutating func conclude() {
        guard exitCode == .ok, !holes.isEmpty || !failures.isEmpty else { return }
        sortHoles()
        let codes = holes.map(\.exitCode) + failures.map(\.exitCode)
        keys = []
        lines = []
        exitCode = .highestRanking(codes)
        message = sentence
        hints = (failures.flatMap(\.hints) + holes.compactMap(\.hint)).distinct
    }

    /// By targets, as they were named, and projects.
    private mutating func sortHoles() {
        let places = Dictionary(
            targets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        holes.sort { left, right in
            (places[left.target] ?? 0, left.project) < (places[right.target] ?? 0, right.project)
        }
    }

    static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private var sentence: String {
        let causes = failures.filter { !$0.isConsequence }
        if let cause = causes.first,
            holes.allSatisfy({ $0.isConsequence || $0.kind == cause.kind }),
            causes.count == 1 || holes.contains(where: \.isConsequence)
        {
            let rest = Set(holes.map(\.project)).subtracting([cause.project].compactMap(\.self))
            return FailureAccount([cause]).message
                + (rest.isEmpty
                    ? "" : "; \(Self.counted(rest.count, "more project")) without files for it")
        }
        if holes.count == 1, let hole = holes.first { return hole.description }
        if let hole = holes.first, hole.kind == .ambiguous,
            holes.allSatisfy({ $0.reason == hole.reason && $0.project == hole.project })
        {
            // One pair of files, told once.
            return "\(hole.project) \(hole.version): \(hole.reason)"
        }
        return "\(holes.count) files are missing: of "
            + NameList.text(holes.map(\.project).distinct)
    }
}
