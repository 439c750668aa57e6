internal import Transport
internal import WheelArchive

/// A file on an index, of which only the parts that are asked for are fetched, or once the whole.
struct RemoteFile: ByteSource {
    let client: Client
    let request: Request
    let size: Int64
    private let place: WholePlace

    /// - Parameters:
    ///   - size: what the index says; nil costs a request.
    ///   - place: where the whole goes if nothing less comes.
    static func open(
        _ client: Client, _ request: Request, size: Int64?, place: WholePlace
    ) async throws -> RemoteFile {
        if let size = place.size ?? size {
            return RemoteFile(client: client, request: request, size: size, place: place)
        }
        let total =
            switch try await place.fetch(0..<1, of: request, by: client, size: nil) {
            case .part(_, let total): total
            case .whole(let receipt): receipt.size
            }
        return RemoteFile(client: client, request: request, size: total, place: place)
    }

    func read(at offset: Int64, count: Int) async throws -> [UInt8] {
        if let bytes = try place.read(at: offset, count: count) { return bytes }
        let range = offset..<offset + Int64(count)
        switch try await place.fetch(range, of: request, by: client, size: size) {
        case .part(let bytes, _): return bytes
        case .whole: return try place.read(at: offset, count: count) ?? []
        }
    }
}
