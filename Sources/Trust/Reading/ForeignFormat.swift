import Cryptography
import Primitives

/// What a file is that should hold certificates in PEM and does not.
package indirect enum ForeignFormat: Equatable, Sendable {
    // Certificates, in another wrapping.
    case pkcs7(isPEM: Bool)
    case pkcs12
    case javaKeyStore
    /// DER is for one certificate a file.
    case severalInDER
    /// Base64 without the lines that say of what.
    case bareBase64(of: ForeignFormat?)
    /// Line ends as a backslash and a letter, as settings in JSON or YAML have them.
    case escapedLineEnds
    case packed(Packing)

    // Something else.
    case page
    case markup
    case json
    case pointer
    case printedText
    case zeros
    case certificateRequest
    case revocationList
    case publicKey
    case privateKey(isOpenSSH: Bool)
    case openSSHKey
    case openPGP
    case database

    package enum Packing: String, Sendable {
        case gzip, zip, xz, bzip2, zstd
    }

    /// Whether it has to be converted, and is of use then.
    var holdsCertificates: Bool {
        switch self {
        case .pkcs7, .pkcs12, .javaKeyStore, .severalInDER, .bareBase64, .escapedLineEnds, .packed:
            true
        default: false
        }
    }

    /// With its article: `a PKCS#7 file`.
    package var name: String {
        switch self {
        case .pkcs7: "a PKCS#7 file"
        case .pkcs12: "a PKCS#12 file"
        case .javaKeyStore: "a Java key store"
        case .severalInDER: "several certificates in DER, one after the other"
        case .bareBase64(let content):
            "base64 of \(content?.name ?? "a certificate") without BEGIN and END lines"
        case .escapedLineEnds: "PEM with \\n written out where its lines should end"
        case .packed(let packing): "packed with \(packing.rawValue)"
        case .page: "an HTML page"
        case .markup: "an XML document"
        case .json: "a JSON document"
        case .pointer: "a Git LFS pointer, not the file itself"
        case .printedText: "the printed text of a certificate without the certificate itself"
        case .zeros: "a file of zero bytes, as a crash may leave it"
        case .certificateRequest: "a certificate signing request"
        case .revocationList: "a revocation list"
        case .publicKey: "a public key"
        case .privateKey(true): "an OpenSSH private key"
        case .privateKey(false): "a private key"
        case .openSSHKey: "an OpenSSH public key"
        case .openPGP: "an OpenPGP key or message"
        case .database: "a database, such as NSS keeps"
        }
    }

    /// What to do about it, with the command that makes a PEM bundle of the file where there is one.
    package func remedy(for path: String) -> String {
        switch self {
        case .page: "get it once more: what came was a web page, such as a login or an error"
        case .markup, .json, .zeros: "get it once more, as PEM"
        case .pointer: "run git lfs pull where it was checked out"
        case .printedText: "print it with its PEM: openssl x509 without -noout"
        case .certificateRequest:
            "ask the authority for the certificates: a request is only what they are made from"
        case .revocationList: "name it with crl-file; the authority's certificate is another file"
        case .publicKey: "ask for the certificate: a key alone says nothing of whom it belongs to"
        case .privateKey:
            "name the authority's certificate instead, and let nobody else read the key"
        case .openSSHKey, .openPGP: "ask for the authority's certificate in PEM"
        default: "convert it: \(command(ShellWord(path).description))"
        }
    }

    private func command(_ file: String) -> String {
        switch self {
        case .pkcs7(let isPEM):
            "openssl pkcs7 \(isPEM ? "" : "-inform DER ")-print_certs -in \(file) -out ca.pem"
        case .pkcs12: "openssl pkcs12 -in \(file) -nokeys -out ca.pem"
        case .javaKeyStore: "keytool -list -rfc -keystore \(file) > ca.pem"
        case .severalInDER: "openssl storeutl -certs \(file) > ca.pem"
        case .bareBase64(.pkcs7):
            "base64 -d \(file) | openssl pkcs7 -inform DER -print_certs -out ca.pem"
        case .bareBase64(let content):
            "base64 -d \(file) | openssl "
                + (content == .pkcs12
                    ? "pkcs12 -nokeys -out ca.pem" : "x509 -inform DER -out ca.pem")
        case .escapedLineEnds: "printf '%b' \"$(cat \(file))\" > ca.pem"
        case .packed(.zip): "unzip -p \(file) > ca.pem"
        case .packed(let packing): "\(packing.rawValue) -dc \(file) > ca.pem"
        default: "certutil -L -a -d sql:. -n NICKNAME > ca.pem"
        }
    }
}
