import Glibc
import Synchronization

/// Holds answers back until a test opens it; stays open from then on.
package final class Gate: Sendable {
    private let isOpen = Mutex(false)
    private let readable: Int32
    private let writable: Int32

    package init() {
        var ends: [Int32] = [0, 0]
        let code = unsafe ends.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe pipe($0) } ?? -1
        }
        precondition(code == 0, "no pipe")
        (readable, writable) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        open()
        close(readable)
    }

    package func open() {
        isOpen.withLock { isOpen in
            if !isOpen { close(writable) }
            isOpen = true
        }
    }

    /// Returns when the gate is open or the peer of `socket` has gone.
    func wait(orEndOf socket: Socket) {
        var events = [
            pollfd(fd: readable, events: 0, revents: 0),
            pollfd(fd: socket.descriptor, events: Socket.peerHasClosed, revents: 0),
        ]
        while unsafe poll(&events, 2, -1) < 0, errno == EINTR {}
    }
}
