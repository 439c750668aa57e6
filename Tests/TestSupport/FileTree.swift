import FoundationEssentials
import Glibc

/// Plain operations on files and directories by absolute path.
package enum FileTree {
    package static func exists(_ path: String) -> Bool {
        var found = stat()
        return unsafe lstat(path, &found) == 0
    }

    package static func isDirectory(_ path: String) -> Bool {
        var found = stat()
        return unsafe stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
    }

    package static func makeDirectory(_ path: String) throws(DiskError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch { throw DiskError(operation: "create", path: path, reason: "\(error)") }
    }

    /// Makes the directories above `path`, too; replaces what was there, in place.
    package static func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeDirectory(String(path[..<slash]))
        }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DiskError(operation: "open", path: path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count > 0 else { throw DiskError(operation: "write", path: path) }
            rest = rest.dropFirst(count)
        }
    }

    package static func write(_ text: String, to path: String) throws(DiskError) {
        try write(Array(text.utf8), to: path)
    }

    package static func bytes(_ path: String) throws(DiskError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DiskError(operation: "read", path: path)
        }
        return Array(data)
    }

    package static func text(_ path: String) throws(DiskError) -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Names in a directory, sorted.
    package static func names(in path: String) throws(DiskError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch { throw DiskError(operation: "list", path: path, reason: "\(error)") }
    }

    /// Paths of everything under a directory that is not a directory, relative to it and sorted.
    /// Links are listed, never followed; a directory that is missing is empty.
    package static func files(under path: String) -> [String] {
        var found: [String] = []
        var pending = [""]
        while let relative = pending.popLast() {
            let directory = relative.isEmpty ? path : "\(path)/\(relative)"
            for name in (try? names(in: directory)) ?? [] {
                let child = relative.isEmpty ? name : "\(relative)/\(name)"
                var status = stat()
                guard unsafe lstat("\(path)/\(child)", &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    pending.append(child)
                } else {
                    found.append(child)
                }
            }
        }
        return found.sorted()
    }

    /// Removes a file or a whole tree.
    package static func remove(_ path: String) throws(DiskError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch { throw DiskError(operation: "remove", path: path, reason: "\(error)") }
    }

    /// Where a symbolic link points.
    package static func destination(of link: String) throws(DiskError) -> String {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: link)
        } catch { throw DiskError(operation: "read link", path: link, reason: "\(error)") }
    }
}
