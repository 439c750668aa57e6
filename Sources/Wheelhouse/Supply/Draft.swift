internal import Cryptography
internal import MirrorStore
internal import Primitives

/// A file of a wheelhouse while it is being written, gone with the value unless it was adopted.
final class Draft: Sendable {
    let path: String
    private let disk: any Disk

    /// - Parameter number: tells it from the others of the run.
    init(_ number: Int, in directory: HouseDirectory) {
        path = directory.draftPath("\(number)")
        disk = directory.disk
    }

    deinit {
        // After its adoption nothing stands there any more.
        try? disk.unlink(path)
    }

    /// Opens it without content.
    func empty() throws(StoreError) -> OpenFile {
        let file = try disk.openForUpdate(path, mode: MirrorLayout.sharedFile)
        try file.truncate(to: 0)
        return file
    }

    /// Copies a file, and reads what then stands here.
    func copy(
        _ source: String, _ algorithms: Set<HashAlgorithm>
    ) async throws(StoreError) -> HouseDirectory.Reading {
        let (disk, target) = (disk, try empty())
        return try await DiskQueue.run { () throws(StoreError) in
            try FileCopy.make(of: disk.open(source), in: target)
            let stream = DigestStream(algorithms.union([.sha256]))
            let size = try target.feed(stream)
            return HouseDirectory.Reading(size: size, digests: stream.finish())
        }
    }
}
