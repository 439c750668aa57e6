import CPOSIX
import Foundation
import Reporting

/// What this process may have of the system: a run that begins with too little would stop somewhere
/// in a library that waits for more, or that ends the process.
enum Headroom {
    /// The threads of the tasks, of what blocks, of signals, of the network.
    private static let threads = 12 + Int32(clamping: ProcessInfo.processInfo.activeProcessorCount)
    /// Those of the catalog, the log, the lock, and of transfers that go on at one time.
    private static let descriptors: Int32 = 64
    private static let bytes = 512 << 20

    /// - Returns: what is lacking, and how much of it would do.
    static var shortage: (message: String, hint: String)? {
        if !has_descriptors(descriptors) {
            return lack("\(descriptors) more files", "ulimit -n")
        }
        if !has_memory(bytes) {
            return lack("\(bytes >> 20) MiB more memory", "ulimit -v")
        }
        if !has_threads(threads) {
            return lack("\(threads) more threads", "ulimit -u")
        }
        return nil
    }

    private static func lack(_ what: String, _ limit: String) -> (String, String) {
        (
            "this process may not have \(what), which it needs",
            "raise the limit (\(limit)), or run again when less is going on"
        )
    }
}
