/// Transfers over HTTP, all on one thread: retried, redirected, limited and trusted as told.
package actor Client {
    private let limits: Limits

    package private(set) var statistics = Statistics()

    /// - Parameters:
    ///   - environment: where the proxy variables are looked up.
    ///   - version: of this program, for the `User-Agent` header.
    package init(limits: Limits = Limits(), environment: [String: String], version: String) {
        self.limits = limits
    }

    /// Fetches a whole body into memory.
    /// - Returns: 200 or 304; every other status is thrown.
    package func fetch(_ request: Request) async throws(TransferError) -> Response {
        throw TransferError(.connect, request.address, reason: "nothing is connected yet")
    }

    /// Streams a body into the sink's descriptor.
    ///
    /// Cancelling the task ends the transfer at once; the error's `present` says what is in the file.
    package func download(
        _ request: Request, into sink: DownloadSink
    ) async throws(TransferError) -> Receipt {
        throw TransferError(.connect, request.address, reason: "nothing is connected yet")
    }

    /// Starts nothing more; what still runs after `grace` is cancelled.
    package func shutdown(grace: Duration) async {}
}
