internal import MirrorStore
internal import Primitives
internal import Synchronization

/// Watches the space that must stay free while a run writes.
final class DiskFloor: Sendable {
    private let layout: MirrorLayout
    private let disk: any Disk
    private let floor: Int64
    private let sinceLook = Mutex<Int64>(0)

    /// Bytes written between two looks at the file system.
    private static let interval: Int64 = 256 << 20

    init(layout: MirrorLayout, disk: any Disk, floor: Int64) {
        self.layout = layout
        self.disk = disk
        self.floor = floor
    }

    /// Counts bytes that are about to be written.
    /// - Returns: one sentence when the floor is reached and writing has to end.
    func reached(afterWriting bytes: Int64) -> String? {
        let isDue = sinceLook.withLock { count in
            count += bytes
            if count < Self.interval { return false }
            count = 0
            return true
        }
        guard isDue, let space = try? disk.space(at: layout.root), space.freeBytes - bytes < floor
        else { return nil }
        return "the disk of \(layout.root) is down to \(ByteCount(space.freeBytes)), and "
            + "\(ByteCount(floor)) must stay free"
    }
}
