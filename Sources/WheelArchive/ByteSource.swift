/// Where the bytes of a wheel or a source archive come from: a file on disk, or a server that answers
/// range requests.
package protocol ByteSource: Sendable {
    /// Of the whole file, in bytes.
    var size: Int64 { get }

    /// Exactly `count` bytes from `offset` on; only bytes below `size` are asked for.
    ///
    /// An answer of another length counts as a file that is cut short. Errors of the source's own
    /// reach whoever asked for the member unchanged.
    func read(at offset: Int64, count: Int) async throws -> [UInt8]
}
