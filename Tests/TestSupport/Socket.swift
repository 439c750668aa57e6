import Glibc
import Synchronization

/// A TCP socket on 127.0.0.1 with blocking calls, for threads of test servers.
package final class Socket: Sendable {
    /// poll(2)'s `POLLRDHUP`, which is behind _GNU_SOURCE.
    static let peerHasClosed: Int16 = 0x2000

    package let descriptor: Int32
    private let isClosed = Mutex(false)

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    /// Listens on a port, which nobody else gets before the socket is closed.
    /// - Parameter wanted: 0 for any that is free.
    package static func listening(port wanted: UInt16 = 0) throws -> (socket: Socket, port: UInt16)
    {
        for _ in 0..<20 {
            // A port that was asked for by its number stays taken after shutdown(2), too.
            let port = wanted == 0 ? bound(toPort: 0, reusing: false)?.port : wanted
            guard let port, let socket = bound(toPort: port, reusing: true)?.socket,
                listen(socket.descriptor, 512) == 0
            else { continue }
            return (socket, port)
        }
        throw DiskError(operation: "listen on", path: "127.0.0.1")
    }

    /// - Parameter isReusing: whether connections to an earlier listener may still be ending
    ///   (socket(7), `SO_REUSEADDR`).
    private static func bound(
        toPort port: UInt16, reusing isReusing: Bool
    ) -> (socket: Socket, port: UInt16)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let bound = Socket(descriptor)
        var reuse: CInt = isReusing ? 1 : 0
        let size = socklen_t(MemoryLayout<CInt>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, size)
        var address = loopback(port: port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withGenericPointer(to: &address) {
            unsafe bind(descriptor, $0, length)
        }
        guard code == 0 else { return nil }
        _ = unsafe withGenericPointer(to: &address) {
            unsafe getsockname(descriptor, $0, &length)
        }
        return (bound, UInt16(bigEndian: address.sin_port))
    }

    /// Ends what listens on a port in this process, as an error of the network would.
    package static func endListener(onPort port: UInt16) {
        for descriptor: Int32 in 3..<1024 {
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let code = unsafe withGenericPointer(to: &address) {
                unsafe getsockname(descriptor, $0, &length)
            }
            var isListening: CInt = 0
            var size = socklen_t(MemoryLayout<CInt>.size)
            unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size)
            if code == 0, isListening == 1, address.sin_port == port.bigEndian {
                _ = shutdown(descriptor, Int32(SHUT_RDWR))
            }
        }
    }

    /// - Returns: nil when nobody listens there.
    package static func connected(toPort port: UInt16) -> Socket? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let peer = Socket(descriptor)
        var address = loopback(port: port)
        let code = unsafe withGenericPointer(to: &address) {
            unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        return code == 0 ? peer : nil
    }

    /// - Returns: nil once the listener is shut down.
    func accept() -> Socket? {
        while true {
            let peer = Glibc.accept(descriptor, nil, nil)
            if peer >= 0 {
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                var one: Int32 = 1
                unsafe setsockopt(peer, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
                return Socket(peer)
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// - Returns: what came, empty at the end or after an error.
    package func read(upTo limit: Int = 65_536) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = -1
        repeat {
            count = unsafe recv(descriptor, &buffer, limit, 0)
        } while count < 0 && errno == EINTR
        return Array(buffer.prefix(max(0, count)))
    }

    /// - Returns: false once the peer has gone.
    @discardableResult
    package func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Returns when the peer has closed its side or the connection has gone.
    func waitForEnd() {
        var event = pollfd(fd: descriptor, events: Self.peerHasClosed, revents: 0)
        while unsafe poll(&event, 1, -1) < 0, errno == EINTR {}
    }

    /// Returns after so long, or at once when the peer has gone.
    func pause(milliseconds: Int) {
        var event = pollfd(fd: descriptor, events: Self.peerHasClosed, revents: 0)
        _ = unsafe poll(&event, 1, Int32(milliseconds))
    }

    /// Says that nothing more will be sent; what comes can still be read.
    package func endOutput() {
        isClosed.withLock { if !$0 { _ = shutdown(descriptor, Int32(SHUT_WR)) } }
    }

    /// Wakes whoever is blocked on it.
    package func shutDown() {
        isClosed.withLock { if !$0 { _ = shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    /// Ends the connection with a reset rather than in order (socket(7), `SO_LINGER` 0).
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
        close()
    }

    package func close() {
        isClosed.withLock { isClosed in
            if !isClosed { Glibc.close(descriptor) }
            isClosed = true
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}

/// Hands an IPv4 address to a socket call, which takes a generic one.
private func withGenericPointer(
    to address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
) -> Int32 {
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
    }
}
