/// What came of a row: words for the table, and each point in which it is not what was required.
struct Finding: Sendable {
    var observed: String
    var faults: [String] = []
    /// False where this machine cannot bring the situation about; `observed` says why.
    private(set) var hasRun = true

    init(_ observed: String = "") { self.observed = observed }

    static func notRun(_ reason: String) -> Finding {
        var finding = Finding("NOT RUN: \(reason)")
        finding.hasRun = false
        return finding
    }

    mutating func require(_ holds: Bool, _ fault: @autoclosure () -> String) {
        if !holds { faults.append(fault()) }
    }

    /// Adds what another part of the same row showed.
    mutating func add(_ other: Finding) {
        observed += (observed.isEmpty || other.observed.isEmpty ? "" : "; ") + other.observed
        faults += other.faults
    }
}
