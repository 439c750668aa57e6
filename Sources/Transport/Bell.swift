internal import Glibc

/// Wakes one thread out of poll(2).
final class Bell: Sendable {
    /// Readable once the bell has been rung.
    let descriptor: CInt
    private let clapper: CInt

    init() {
        var ends: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let code = unsafe socketpair(AF_UNIX, kind, 0, &ends)
        precondition(code == 0, "no descriptor left to wake the transfers' thread by")
        descriptor = ends[0]
        clapper = ends[1]
    }

    deinit {
        close(descriptor)
        close(clapper)
    }

    func ring() {
        var byte: UInt8 = 0
        _ = unsafe write(clapper, &byte, 1)
    }

    func silence() {
        var bytes = [UInt8](repeating: 0, count: 16)
        _ = unsafe read(descriptor, &bytes, bytes.count)
    }

    /// Returns when the bell rings or the time is over.
    func wait(milliseconds: CInt) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&entry, 1, milliseconds)
    }
}
