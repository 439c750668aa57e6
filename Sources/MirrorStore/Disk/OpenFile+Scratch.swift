import Glibc

extension OpenFile {
    /// A file without a name, for reading and writing: nothing is left of it once the handle goes.
    /// - Parameter directories: the first that takes one.
    package static func scratch(in directories: [String]) throws(StoreError) -> OpenFile {
        var failure: StoreError?
        for directory in directories {
            let path = "\(directory)/wheelbarrow-XXXXXX"
            var name = Array(path.utf8CString)
            let descriptor = unsafe mkstemp(&name)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                unsafe unlink(name)
                return OpenFile(descriptor: descriptor, path: path)
            }
            failure = failure ?? .last("make", path)
        }
        throw failure ?? StoreError(errno: ENOENT, operation: "make", path: "a scratch file")
    }
}
