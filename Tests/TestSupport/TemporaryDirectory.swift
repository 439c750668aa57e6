import Glibc

/// A directory of its own for one test, removed with everything in it when the value goes.
package final class TemporaryDirectory: Sendable {
    /// Absolute, without links in it and without a trailing slash.
    package let path: String

    /// Made under `TMPDIR`, else under /tmp.
    package init() throws(DiskError) {
        let parent = ProcessEnvironment.current["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/wheelbarrow-test-XXXXXX\0".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress, unsafe mkdtemp(start) != nil,
                let real = unsafe realpath(start, nil)
            else { return nil }
            defer { unsafe free(real) }
            return unsafe String(cString: real)
        }
        guard let made else { throw DiskError(operation: "mkdtemp", path: parent) }
        path = made
        Leftovers.note { $0.directories.insert(made) }
    }

    deinit {
        try? FileTree.remove(path)
        Leftovers.note { $0.directories.remove(path) }
    }

    /// The absolute path of something in here.
    package subscript(_ relative: String) -> String { "\(path)/\(relative)" }

    /// Writes a file, with the directories above it.
    /// - Returns: its absolute path.
    @discardableResult
    package func write(_ text: String, to relative: String) throws(DiskError) -> String {
        try write(Array(text.utf8), to: relative)
    }

    @discardableResult
    package func write(_ bytes: [UInt8], to relative: String) throws(DiskError) -> String {
        try FileTree.write(bytes, to: self[relative])
        return self[relative]
    }

    /// Makes a file shorter, or longer by zeros, where it lies.
    /// - Parameter size: in bytes.
    package func truncate(_ relative: String, to size: Int64) throws(DiskError) {
        let path = self[relative]
        guard unsafe Glibc.truncate(path, off_t(size)) == 0 else {
            throw DiskError(operation: "truncate", path: path)
        }
    }

    package func bytes(_ relative: String) throws(DiskError) -> [UInt8] {
        try FileTree.bytes(self[relative])
    }

    package func text(_ relative: String) throws(DiskError) -> String {
        try FileTree.text(self[relative])
    }

    package func exists(_ relative: String) -> Bool { FileTree.exists(self[relative]) }
}
