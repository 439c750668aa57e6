/// A host of the trust lab: what its server shows and how it behaves.
package struct LabSite: Sendable {
    /// The listening sockets that the lab's server has, each with its TLS versions.
    package enum Door: Int, CaseIterable, Sendable {
        /// The other hosts; without a server name it shows the certificate for 127.0.0.1.
        case main
        /// Without a server name it shows a certificate for no address.
        case other
        case tls1_0, tls1_1, tls1_2
        /// Where the inspecting proxy's certificates are shown for the hosts of `main`.
        case inspection

        var protocols: String {
            switch self {
            case .tls1_0: "TLSv1"
            case .tls1_1: "TLSv1.1"
            case .tls1_2: "TLSv1.2"
            case .main, .other, .inspection: "TLSv1.2 TLSv1.3"
            }
        }
    }

    let certificate: CertificateWish
    /// Stems of what is sent after the server's own certificate, in this order.
    let sent: [String]
    let host: String
    let door: Door
    /// Further directives of the nginx server.
    let directives: String
    let isDefault: Bool

    init(
        _ certificate: CertificateWish, sending sent: [String] = [], host: String? = nil,
        at door: Door = .main, _ directives: String = "", isDefault: Bool = false
    ) {
        self.certificate = certificate
        self.sent = sent
        self.host = host ?? "\(certificate.name).localhost"
        self.door = door
        self.directives = directives
        self.isDefault = isDefault
    }
}
