internal import MirrorStore
internal import PythonPackaging
internal import SimpleIndex
internal import Synchronization

/// Links with a login or a signature, from the page that shows them to the transfer of the file:
/// the catalog, through which files go on that way, never learns them.
final class SecretLinks: Sendable {
    private struct Place: Hashable {
        let job: String
        let project: ProjectName
        let filename: String
    }

    private let links = Mutex<[Place: String]>([:])

    func note(_ files: [IndexFile], job: String, project: ProjectName) {
        let secret = files.filter(\.hasSecret)
        guard !secret.isEmpty else { return }
        links.withLock { links in
            for file in secret {
                links[Place(job: job, project: project, filename: file.filename)] = file.url
            }
        }
    }

    /// - Returns: nil where what the catalog has is the whole link.
    subscript(pending: PendingDownload) -> String? {
        let place = Place(
            job: pending.job, project: pending.project, filename: pending.file.filename)
        return links.withLock { $0[place] }
    }
}
