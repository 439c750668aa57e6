internal import Cryptography
internal import Primitives

/// A fixed delay told by host and mirror, so that many hosts do not ask an index in one second.
enum Splay {
    /// Waits for a part of `longest`; a stop ends the wait.
    static func wait(
        _ longest: Duration?, _ host: String, _ mirror: String, _ stop: StopSignal
    ) async {
        guard let longest, longest > .zero else { return }
        let delay = longest * share(host, mirror)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: delay) }
            group.addTask { _ = await stop.stopped() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Between 0 and 1, the same for a host and mirror each time.
    static func share(_ host: String, _ mirror: String) -> Double {
        let digest = Hashing.digest(Array("\(host)\n\(mirror)".utf8), .sha256)
        let value = digest.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Double(value) / Double(UInt32.max)
    }
}
