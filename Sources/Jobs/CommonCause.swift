internal import Reporting

/// The one reason that most of a run's failures have, so that its message can lead with that.
struct CommonCause {
    let message: String
    let cause: String

    /// As many as a message names one by one.
    private static let few = 5

    /// - Returns: nil where there is no such reason.
    init?(of failures: [Failure]) {
        let groups = Dictionary(grouping: failures.filter { $0.cause != nil }, by: \.cause)
        guard let (cause, group) = groups.max(by: { $0.value.count < $1.value.count }),
            let cause, group.count > Self.few, group.count * 2 > failures.count
        else { return nil }
        let files = group.count { $0.file != nil }
        let what = files == group.count ? "files" : files == 0 ? "pages" : "files and pages"
        self.cause = cause
        message = "\(group.count) \(what) could not be fetched\(cause)"
    }
}
