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
    /// What the origin itself showed; nil where the connection did not come so far.
    package let origin: Verification?
    /// Whether the origin asked for a client certificate.
    package let isAskedForCertificate: Bool
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
        origin = nil
        isAskedForCertificate = false
        status = nil
        self.error = error
    }

    init(_ transfer: Transfer) {
        address = transfer.hop.address
        proxy = transfer.hop.proxy
        let connect = transfer.facts.connectStatus
        connectStatus = connect > 0 ? connect : nil
        verifications = transfer.verification?.verifications ?? []
        origin = transfer.originVerification
        isAskedForCertificate = transfer.isAskedForCertificate(byProxy: false)
        status = transfer.head?.status
        error = transfer.failure(of: transfer.hop.address)
    }
}
