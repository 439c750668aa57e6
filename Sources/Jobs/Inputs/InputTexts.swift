internal import Synchronization

/// The content of files that people name: what can be read only once, as a pipe, is read once,
/// however often it is named.
final class InputTexts: Sendable {
    private let known = Mutex<[String: [UInt8]]>([:])

    /// - Parameter limit: bytes that are read at most.
    func bytes(_ location: String, limit: Int) throws(TextFile.Unreadable) -> [UInt8] {
        if let bytes = known.withLock({ $0[location] }) { return bytes }
        let bytes = try TextFile.bytes(location, limit: limit)
        known.withLock { $0[location] = bytes }
        return bytes
    }
}
