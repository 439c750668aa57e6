import Primitives
import SimpleIndex

/// The moment after which files count as not there yet: `minimum-age` and `as-of`.
struct AgeLimit {
    private let cutoff: Instant
    private let minimumAge: Duration?
    private let asOf: CalendarDay?

    /// - Returns: nil where the rules hold nothing back.
    init?(_ rules: SelectionRules, now: Instant) {
        guard rules.minimumAge != nil || rules.asOf != nil else { return nil }
        minimumAge = rules.minimumAge
        asOf = rules.asOf
        cutoff = (rules.asOf?.end ?? now) - (rules.minimumAge ?? .zero)
    }

    /// A file without upload time could be of any age, so it is held.
    func holds(_ file: IndexFile) -> Bool {
        file.uploadTime.map { $0 > cutoff } ?? true
    }

    /// When the file may be taken; nil where that day never comes.
    func dueAt(_ file: IndexFile) -> Instant? {
        guard asOf == nil, let minimumAge else { return nil }
        return file.uploadTime.map { $0 + minimumAge }
    }

    func reason(_ file: IndexFile) -> String {
        guard let uploaded = file.uploadTime else {
            return "the index gives no upload time, so its age is not known"
        }
        if let due = dueAt(file) { return "it is held until it comes of age at \(due)" }
        return "it was uploaded at \(uploaded), after the day that the job looks at"
    }
}
