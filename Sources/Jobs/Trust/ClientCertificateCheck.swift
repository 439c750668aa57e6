internal import Cryptography
internal import Inputs
internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// Judges a client certificate before any connection: what is wrong with its files would else come
/// back as a server's refusal.
struct ClientCertificateCheck {
    let files: ClientCertificateFiles
    /// Of the job's keys: `client` or `proxy-client`.
    let prefix: String
    let now: Instant

    /// `client-cert`, or what another program calls it.
    private var name: String { files.source ?? "\(prefix)-cert" }

    private static let sizeLimit = 1 << 20
    /// Before the end of a certificate, in which it is worth a line.
    private static let notice: Duration = .seconds(14 * 86_400)

    /// The files as a policy takes them, and what their owner should know.
    struct Result {
        let identity: ClientIdentityFiles
        let notices: [String]
    }

    /// - Parameter anchors: what is trusted here; the server may trust the same.
    /// - Throws: `Refusal` 78, 66 for a missing file of the pass phrase.
    func perform(_ anchors: TrustAnchors) throws(Refusal) -> Result {
        let passphrase = try files.keyPasswordFile.map { path throws(Refusal) in
            try SecretFile.read(path)
        }
        let certificate = try bytes(files.certificate, name)
        let key = try files.key.map { path throws(Refusal) in
            try bytes(path, "\(prefix)-key")
        }
        let identity: ClientIdentity
        do throws(ClientIdentityError) {
            identity = try ClientIdentity(
                certificate: certificate, key: key, passphrase: passphrase)
        } catch {
            throw refusal(error, of: certificate)
        }
        try requireCurrent(identity.leaf)
        return Result(
            identity: ClientIdentityFiles(
                certificate: files.certificate, key: files.key, passphrase: passphrase ?? ""),
            notices: notices(identity, anchors))
    }

    private func bytes(_ path: String, _ key: String) throws(Refusal) -> [UInt8] {
        do throws(SystemCallError) {
            return try LocalFile.read(path, limit: Self.sizeLimit)
        } catch {
            let told = path.withoutSecrets
            throw Refusal(.config, "cannot use \(key) \(told): \(error)", path: told)
        }
    }

    private func refusal(_ error: ClientIdentityError, of certificate: [UInt8]) -> Refusal {
        let key = files.key ?? files.certificate
        let isMissing = error.code == .noCertificate
        if isMissing, let content = ClientCertificateContent(certificate) {
            return Refusal(
                .config,
                "cannot use \(name) \(files.certificate): it is \(content.name), not a certificate in PEM",
                hints: [content.remedy(for: files.certificate)], path: files.certificate)
        }
        let (path, hints): (String, [String]) =
            switch error.code {
            case .noCertificate, .malformedCertificate:
                (
                    files.certificate,
                    ["it wants PEM: the certificate, then its issuer's chain, without the root"]
                )
            case .weakCertificate:
                (files.certificate, ["have a new one issued, with a larger key and SHA-256"])
            case .keyNotForClients:
                (files.certificate, ["have one issued with keyUsage digitalSignature"])
            case .notForClients:
                (files.certificate, ["have one issued with extendedKeyUsage clientAuth"])
            case .noKey:
                (key, ["name the key's file with \(prefix)-key, or put the key into the same file"])
            case .malformedKey: (key, ["it wants a private key as PEM"])
            case .passphraseNeeded where prefix == "client":
                (key, ["put the pass phrase into a file and name it: client-key-password-file"])
            case .passphraseNeeded: (key, ["decrypt it: openssl pkey -in KEY -out PLAIN"])
            case .wrongPassphrase:
                (files.keyPasswordFile ?? key, ["the first line of the file is the pass phrase"])
            case .keyMismatch:
                (key, ["certificate and key have to be of one pair: compare the public keys"])
            }
        return Refusal(
            .config, "cannot use \(name) \(files.certificate): \(error)", hints: hints,
            path: path)
    }

    private func requireCurrent(_ leaf: Certificate) throws(Refusal) {
        let state =
            if leaf.notAfter < now {
                "expired on \(leaf.notAfter)"
            } else if leaf.notBefore > now {
                "is not valid before \(leaf.notBefore)"
            } else {
                String?.none
            }
        guard let state else { return }
        throw Refusal(
            .config, "cannot use \(name) \(files.certificate): \(leaf.subject) \(state)",
            hints: ["have it renewed, or set this machine's clock right (it says \(now))"],
            path: files.certificate)
    }

    private func notices(_ identity: ClientIdentity, _ anchors: TrustAnchors) -> [String] {
        var notices: [String] = []
        let leaf = identity.leaf
        if leaf.notAfter < now + Self.notice {
            notices.append("\(files.certificate): \(leaf.subject) expires on \(leaf.notAfter)")
        }
        let isComplete =
            leaf.isSelfSigned || !identity.chain.isEmpty
            || anchors.certificates.contains { $0.subject == leaf.issuer && $0.isSelfSigned }
        if !isComplete {
            notices.append(
                "\(files.certificate) holds no certificate of its issuer \(leaf.issuer): if the "
                    + "server answers \"unknown ca\", append the chain")
        }
        return notices
    }
}
