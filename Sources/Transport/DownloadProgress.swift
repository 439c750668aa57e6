internal import Synchronization

/// How far a download has come; may be read at any time from any thread.
package final class DownloadProgress: Sendable {
    private let bytes = Atomic<Int64>(0)

    package init() {}

    /// Bytes that stand in the file so far, those of earlier runs included.
    package var received: Int64 { bytes.load(ordering: .relaxed) }

    func set(_ value: Int64) { bytes.store(value, ordering: .relaxed) }
}
