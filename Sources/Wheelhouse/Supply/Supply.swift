internal import MirrorStore
internal import Reporting

/// What came of bringing files into a wheelhouse.
struct Supply: Sendable {
    var stored: [StoredFile] = []
    var occupied: [Occupation] = []
    var undelivered: [(file: WantedFile, reason: Delivery.Undelivered)] = []
    /// What failed of files that then came from elsewhere.
    var detours: [Failure] = []
    /// The disk cannot go on.
    var diskError: StoreError?

    mutating func add(_ other: Supply) {
        stored += other.stored
        occupied += other.occupied
        undelivered += other.undelivered
        detours += other.detours
        diskError = diskError ?? other.diskError
    }
}
