internal import Primitives

/// Whether what a run is about to write fits, judged before byte one.
struct DiskNeed: Hashable, Sendable {
    /// Bytes that the plan downloads, as far as the index tells sizes.
    var downloads: Int64
    var files: Int
    /// Of the files, those whose size nobody tells.
    var unsized: Int
    var pages: Int
    /// Projects that are published already: each is a link in the next generation too.
    var links: Int
    /// What must stay free (`min-free`).
    var floor: Int64

    init(
        downloads: Int64, files: Int, unsized: Int = 0, pages: Int, links: Int = 0, floor: Int64
    ) {
        self.downloads = downloads
        self.files = files
        self.unsized = unsized
        self.pages = pages
        self.links = links
        self.floor = floor
    }

    // A page is its two forms, two folders and a link; a file rounds up to its last block, has
    // metadata beside it and needs three folders. Measured on ext4 with 4 KiB blocks.
    private static let bytesPerPage: Int64 = 24 << 10
    private static let bytesPerFile: Int64 = 10 << 10
    private static let inodesPerFile = 5
    private static let inodesPerPage = 5
    /// The generation with its root pages, the run's log, the catalog's files, drafts.
    private static let inodesPerRun = 16

    /// Bytes that the run writes, the catalog's growth included.
    var bytes: Int64 {
        downloads.addingSaturated(
            Int64(files) * Self.bytesPerFile + Int64(pages) * Self.bytesPerPage)
    }

    var inodes: Int {
        files * Self.inodesPerFile + pages * Self.inodesPerPage + links + Self.inodesPerRun
    }

    /// - Parameters:
    ///   - freeBytes: what the file system has for this user (`f_bavail`).
    ///   - freeInodes: nil where the file system does not count them.
    /// - Returns: nil when all fits, else what is needed and what there is.
    func shortfall(freeBytes: Int64, freeInodes: Int?, mount: String) -> Shortfall? {
        if files == 0, pages == 0 { return nil }
        if freeBytes < bytes.addingSaturated(floor) {
            let unknown = unsized == 0 ? "" : " and \(Count(unsized, "file")) of unknown size"
            return .space(
                "not enough space on \(mount): \(ByteCount(bytes))\(unknown) are needed and "
                    + "\(ByteCount(floor)) must stay free, \(ByteCount(freeBytes)) are there")
        }
        if let freeInodes, freeInodes < inodes {
            return .inodes(
                "not enough inodes on \(mount): \(inodes) are needed, \(freeInodes) are there")
        }
        return nil
    }

    /// What a disk lacks, in a sentence.
    enum Shortfall: Hashable {
        case space(String)
        case inodes(String)
    }
}
