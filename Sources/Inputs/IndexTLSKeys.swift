/// Reads what an `[[index]]` table says about trust.
struct IndexTLSKeys {
    let table: TableReader

    func settings() -> TLSSettings {
        var tls = TLSSettings()
        tls.caFile = table.filePath("ca-file")
        tls.caDirectory = table.filePath("ca-dir")
        tls.extraCAFile = table.filePath("extra-ca-file")
        tls.proxyCAFile = table.filePath("proxy-ca-file")
        tls.minimumVersion = table.choice("min-tls") ?? tls.minimumVersion
        tls.check = table.choice("trust") ?? tls.check
        tls.pinnedPublicKeys = pins()
        tls.clientCertificate = clientCertificate("client")
        tls.proxyClientCertificate = clientCertificate("proxy-client")
        tls.crlFile = table.filePath("crl-file")
        tls.stapling = table.choice("ocsp-stapling") ?? tls.stapling
        tls.insecureHosts = exactHosts("insecure")
        tls.insecureProxies = exactHosts("proxy-insecure")
        return tls
    }

    private func pins() -> [String] {
        let pins = table.list("pinned-public-key", PublicKeyPin.expected, PublicKeyPin.parse)
        if table.members["pinned-public-key"] == .array([]) {
            table.log.note(
                table.path.key("pinned-public-key"),
                "pinned-public-key is empty, so no server would be the right one",
                suggestion: "leave it out to go by the certificate chain")
        }
        if table.members["trust"] == .string("pin"), table.members["pinned-public-key"] == nil {
            table.log.note(
                table.path.key("trust"), "trust = \"pin\" needs pinned-public-key beside it",
                suggestion: "wheelbarrow trust probe shows a server's pin")
        }
        return pins ?? []
    }

    /// - Parameter prefix: of the keys: `client` or `proxy-client`.
    private func clientCertificate(_ prefix: String) -> ClientCertificateFiles? {
        let certificate = table.filePath("\(prefix)-cert")
        let key = table.filePath("\(prefix)-key")
        // A proxy's key has no pass phrase of its own.
        let password =
            prefix == "client" ? table.filePath("client-key-password-file") : nil
        for key in ["\(prefix)-key", "\(prefix)-key-password-file"]
        where table.holdsText(key) && table.members["\(prefix)-cert"] == nil {
            table.log.note(
                table.path.key(key), "\(key) needs \(prefix)-cert beside it",
                suggestion: "a file with certificate and key in one goes into \(prefix)-cert")
        }
        return certificate.map { file in
            ClientCertificateFiles(certificate: file, key: key, keyPasswordFile: password)
        }
    }

    /// Hosts whose connections go unverified: each by its name, never by a pattern.
    private func exactHosts(_ key: String) -> [String] {
        table.list(
            key, "exact hosts such as \"index.example\" or \"index.example:8443\"",
            HostText.parse) ?? []
    }
}
