import CPOSIX
import Glibc

/// The content of one file in another, which file systems that can do so share between the two.
package enum FileCopy {
    /// - Parameters:
    ///   - source: stays as it is.
    ///   - target: empty, and open for writing.
    package static func make(of source: OpenFile, in target: OpenFile) throws(StoreError) {
        if clone_file(target.descriptor, source.descriptor) == 0 { return }
        var offset: Int64 = 0
        while true {
            let piece = try source.read(at: offset, upTo: 1 << 20)
            if piece.isEmpty { return }
            try target.write(piece, at: offset)
            offset += Int64(piece.count)
        }
    }
}
