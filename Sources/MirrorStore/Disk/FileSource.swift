import WheelArchive

/// A file of the disk as archives are read from one.
package struct FileSource: ByteSource {
    private let file: OpenFile
    package let size: Int64

    package init(_ file: OpenFile) throws(StoreError) {
        self.file = file
        size = try file.size()
    }

    package func read(at offset: Int64, count: Int) async throws -> [UInt8] {
        try await DiskQueue.run { () throws(StoreError) in
            try file.read(at: offset, upTo: count)
        }
    }
}
