internal import Primitives
internal import Transport
internal import WheelArchive

/// A file on an index, of which only the parts that are asked for are fetched.
struct RemoteFile: ByteSource {
    let client: Client
    let request: Request
    let size: Int64

    /// - Parameter size: what the index says; nil costs a request.
    static func open(
        _ client: Client, _ request: Request, size: Int64?
    ) async throws -> RemoteFile {
        if let size { return RemoteFile(client: client, request: request, size: size) }
        let total = try await client.fetch(0..<1, of: request).total
        guard let total else { throw TransferSizeUnknown(address: request.address) }
        return RemoteFile(client: client, request: request, size: total)
    }

    func read(at offset: Int64, count: Int) async throws -> [UInt8] {
        try await client.fetch(offset..<offset + Int64(count), of: request).bytes
    }
}

/// A server that does not say how long a file is.
struct TransferSizeUnknown: Error, CustomStringConvertible {
    let address: WebAddress
    var description: String { "\(address.requestText): the server does not tell the size" }
}
