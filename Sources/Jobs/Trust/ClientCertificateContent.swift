internal import Primitives
internal import Trust

/// What a file is that should hold a client's certificate in PEM.
struct ClientCertificateContent {
    private let format: ForeignFormat?

    /// - Returns: nil where that cannot be told.
    init?(_ bytes: [UInt8]) {
        if let format = ForeignFormat.of(bytes) {
            self.format = format
        } else if ForeignFormat.isDER(bytes) {
            format = nil
        } else {
            return nil
        }
    }

    var name: String { format?.name ?? "DER" }

    /// The command that makes PEM of it, where there is one.
    func remedy(for path: String) -> String {
        let file = ShellWord(path)
        return switch format {
        case nil: "convert it: openssl x509 -inform DER -in \(file) -out client.pem"
        case .pkcs12?:
            "convert it, and keep the result from others, for it has the key in it: openssl pkcs12 "
                + "-in \(file) -noenc -out client.pem"
        case .privateKey?, .publicKey?:
            "name the certificate here, and the file of its key with client-key"
        case .certificateRequest?: "have it signed: what comes back is the certificate"
        case let format?: format.remedy(for: path)
        }
    }
}
