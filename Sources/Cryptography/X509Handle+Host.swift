import COpenSSL

extension X509Handle {
    /// Whether the certificate is for `host`, by libcurl's rules (CURLOPT_SSL_VERIFYHOST(3)): an
    /// alternative name of the host's kind, `*` for a whole first label only; the common name just
    /// where there are no alternative names of either kind.
    /// - Parameter host: a name or an IP address; brackets and a final dot are passed over.
    func isFor(_ host: String) -> Bool {
        let host = Self.bare(host)
        let usesCommonName = !alternativeNames.contains { $0.isHost }
        // X509_check_host(3): -2 for digits that are no address.
        let address = unsafe X509_check_ip_asc(x509, host, 0)
        guard address == -2 else { return address == 1 || usesCommonName && commonName == host }
        let flags =
            UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
            | (usesCommonName ? 0 : UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        return unsafe X509_check_host(x509, host, host.utf8.count, flags, nil) == 1
    }

    private static func bare(_ host: String) -> String {
        if host.hasPrefix("["), host.hasSuffix("]") { return String(host.dropFirst().dropLast()) }
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    static func isAddress(_ host: String) -> Bool {
        let address = unsafe a2i_IPADDRESS(bare(host))
        defer { unsafe ASN1_OCTET_STRING_free(address) }
        ERR_clear_error()
        return unsafe address != nil
    }
}

extension AlternativeName {
    fileprivate var isHost: Bool {
        switch self {
        case .dns, .ip: true
        case .other: false
        }
    }
}
