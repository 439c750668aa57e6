package import Cryptography
package import Primitives

/// What one connection of its own showed, for diagnosis.
package struct Probe: Sendable {
    package let address: WebAddress
    /// nil: the connection went straight to the origin.
    package let proxy: Proxy?
    /// Of the proxy's answer to CONNECT.
    package let connectStatus: Int?
    /// One for each TLS layer whose peer showed certificates: an https proxy's, then the origin's.
    package let verifications: [Verification]
    /// Of the origin's TLS layer: `TLSv1.3`.
    package let protocolVersion: String?
    /// Of the origin's answer, whatever it is.
    package let status: Int?
    /// nil where an answer came.
    package let error: TransferError?

    /// Nothing was sent.
    init(refused error: TransferError) {
        address = error.address
        proxy = nil
        connectStatus = nil
        verifications = []
        protocolVersion = nil
        status = nil
        self.error = error
    }

    init(_ transfer: Transfer) {
        address = transfer.hop.address
        proxy = transfer.hop.proxy
        let connect = transfer.facts.connectStatus
        connectStatus = connect > 0 ? connect : nil
        verifications = transfer.verification?.verifications ?? []
        protocolVersion = transfer.originVerification?.protocolVersion
        status = transfer.head?.status
        error = transfer.failure(of: transfer.hop.address)
    }
}
