internal import Reporting

/// What came of bringing files into a wheelhouse.
struct Supply: Sendable {
    var stored: [StoredFile] = []
    var occupied: [Occupation] = []
    var undelivered: [(file: WantedFile, reason: Delivery.Undelivered)] = []
    /// What failed of files that then came from elsewhere.
    var detours: [Failure] = []
    /// Why nothing more came: the disk cannot go on, or we are at fault.
    var error: (any Error)?

    /// A file that stands there already keeps its mention.
    mutating func add(_ other: Supply) {
        let paths = Set(stored.map(\.path))
        stored += other.stored.filter { !paths.contains($0.path) }
        occupied += other.occupied
        undelivered += other.undelivered
        detours += other.detours
        error = error ?? other.error
    }
}
