internal import MirrorStore
internal import Primitives
internal import Synchronization

/// Watches the space that must stay free while a run writes.
final class DiskFloor: Sendable {
    private struct State {
        /// Bytes that may be written before the next look at the file system.
        var unseen: Int64 = 0
        var sentence: String?
    }

    /// Bytes (`min-free`).
    let floor: Int64
    private let layout: MirrorLayout
    private let disk: any Disk
    private let state = Mutex(State())

    /// What to do where it is reached, or would be.
    static let advice = "free some space there, or set min-free under [publish] lower"

    /// What to do where there are no inodes, however much space there is.
    static let inodeAdvice =
        "remove files there that nobody needs (each takes an inode), or put the mirror on a file system "
        + "that has more"

    private static let longestUnseen: Int64 = 256 << 20

    init(layout: MirrorLayout, disk: any Disk, floor: Int64) {
        self.layout = layout
        self.disk = disk
        self.floor = floor
    }

    /// What there is to say once the floor was reached.
    var sentence: String? { state.withLock(\.sentence) }

    /// Holds a file against the disk before its first byte.
    /// - Returns: false where it does not fit, and nothing of it is to be written.
    func admits(_ bytes: Int64) -> Bool {
        state.withLock { state in
            guard state.sentence == nil else { return false }
            let need = DiskNeed(downloads: bytes, files: 1, pages: 0, floor: floor)
            guard let space = try? disk.space(at: layout.root),
                let mount = try? disk.mountPoint(of: layout.root),
                case .space(let sentence)? = need.shortfall(
                    freeBytes: space.freeBytes, freeInodes: nil, mount: mount)
            else { return true }
            state.sentence = sentence
            return false
        }
    }

    /// Counts bytes that are about to be written.
    /// - Returns: false when the floor is reached and writing has to end.
    func hasRoom(for bytes: Int64) -> Bool {
        state.withLock { state in
            guard state.sentence == nil else { return false }
            state.unseen -= bytes
            guard state.unseen < 0, let space = try? disk.space(at: layout.root) else {
                return true
            }
            let room = space.freeBytes - floor - bytes
            // Others write as well, so that half of it may be too much soon.
            state.unseen = min(Self.longestUnseen, room / 2)
            guard room < 0 else { return true }
            state.sentence =
                "the disk of \(layout.root) is down to \(ByteCount(space.freeBytes)), and "
                + "\(ByteCount(floor)) must stay free"
            return false
        }
    }
}
