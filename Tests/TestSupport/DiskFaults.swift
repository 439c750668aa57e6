/// Makes chosen system calls of a program fail, or end it there: a library that is loaded into it
/// before all others (`Tests/DiskFaults/faults.c`).
package struct DiskFaults: Sendable {
    /// Only calls that concern something below it count.
    package var directory: String
    /// Only files whose path ends so; nil for all.
    package var file: String?
    /// Names of calls; "changes" stands for all that change what is on the disk.
    package var calls = ["changes"]
    /// Which of the calls, from 1 on; nil for none.
    package var place: Int?
    /// Whether all later ones are meant too.
    package var lasts = false
    /// What the call fails with; nil: the process is killed there, half way through a write.
    package var errno: Int32?
    /// A file that is told of each of the calls.
    package var log: String?

    package init(below directory: String) { self.directory = directory }

    /// To be added to that of the program.
    package func environment() throws -> [String: String] {
        var variables = [
            "LD_PRELOAD": try Self.library.get().path, "FAULT_BELOW": directory,
            "FAULT_CALLS": calls.joined(separator: ","),
        ]
        variables["FAULT_FILE"] = file
        variables["FAULT_AT"] = place.map { "\($0)\(lasts ? "+" : "")" }
        variables["FAULT_ERRNO"] = errno.map(String.init)
        variables["FAULT_LOG"] = log
        return variables
    }

    /// The library, in a directory that lives as long as the tests.
    private struct Library: Sendable {
        let directory: TemporaryDirectory
        var path: String { directory["faults.so"] }

        init() throws {
            directory = try TemporaryDirectory()
            let source = "\(Checkout.root)/Tests/DiskFaults/faults.c"
            let arguments = [
                "-shared", "-fPIC", "-O1", "-o", directory["faults.so"], source, "-ldl",
            ]
            try Program("cc", arguments).outputBlocking()
        }
    }

    private static let library = Result { try Library() }
}
