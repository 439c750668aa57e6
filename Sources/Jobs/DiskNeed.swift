internal import Primitives

/// Whether what a run is about to write fits, judged before byte one.
struct DiskNeed: Hashable, Sendable {
    /// Bytes that the plan downloads, as far as the index tells sizes.
    var downloads: Int64
    var files: Int
    var pages: Int
    /// What must stay free (`min-free`).
    var floor: Int64

    init(downloads: Int64, files: Int, pages: Int, floor: Int64) {
        self.downloads = downloads
        self.files = files
        self.pages = pages
        self.floor = floor
    }

    // A page is its two forms and two folders; a file rounds up to its last block and needs its
    // own folder. Measured on ext4 with 4 KiB blocks.
    private static let bytesPerPage: Int64 = 24 << 10
    private static let bytesPerFile: Int64 = 10 << 10
    private static let inodesPerFile = 4
    private static let inodesPerPage = 5

    /// Bytes that the run writes, the catalog's growth included.
    var bytes: Int64 {
        downloads + Int64(files) * Self.bytesPerFile + Int64(pages) * Self.bytesPerPage
    }

    var inodes: Int { files * Self.inodesPerFile + pages * Self.inodesPerPage }

    /// - Parameters:
    ///   - freeBytes: what the file system has for this user (`f_bavail`).
    ///   - freeInodes: nil where the file system does not count them.
    /// - Returns: nil when all fits, else one sentence of what is needed and what there is.
    func shortfall(freeBytes: Int64, freeInodes: Int?, mount: String) -> String? {
        if files == 0, pages == 0 { return nil }
        if freeBytes - bytes < floor {
            return "not enough space on \(mount): \(ByteCount(bytes)) are needed and "
                + "\(ByteCount(floor)) must stay free, \(ByteCount(freeBytes)) are there"
        }
        if let freeInodes, freeInodes < inodes {
            return "not enough inodes on \(mount): \(inodes) are needed, \(freeInodes) are there"
        }
        return nil
    }
}
