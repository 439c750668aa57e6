import Cryptography
import TestSupport
import Testing

@Suite struct ClientIdentityTests {
    private let mint: CertificateMint
    private let intermediate: CertificateMint.Coin
    private let client: CertificateMint.Coin

    init() throws {
        mint = try CertificateMint()
        intermediate = try mint.intermediate(by: mint.root())
        client = try mint.coin("/CN=robot", by: intermediate, ["extendedKeyUsage=clientAuth"])
    }

    private func code(
        _ certificate: [UInt8], key: [UInt8]?, passphrase: String? = nil
    ) -> ClientIdentityError.Code? {
        let error = #expect(throws: ClientIdentityError.self) {
            try ClientIdentity(certificate: certificate, key: key, passphrase: passphrase)
        }
        return error?.code
    }

    /// The client's key, encrypted; in the form that OpenSSL wrote before PKCS#8 when `isOld`.
    private func encryptedKey(_ passphrase: String, isOld: Bool) throws -> [UInt8] {
        let file = mint.path("encrypted.key")
        try mint.openssl(
            ["pkey", "-in", client.keyFile, "-aes256", "-passout", "pass:\(passphrase)"]
                + (isOld ? ["-traditional"] : []) + ["-out", file])
        return try mint.bytes(file)
    }

    @Test func certificateKeyAndChainAreTaken() throws {
        let chain = try mint.bytes(client.file) + mint.bytes(intermediate.file)
        let identity = try ClientIdentity(
            certificate: chain, key: mint.bytes(client.keyFile), passphrase: nil)
        #expect(identity.leaf == client.certificate)
        #expect(identity.chain == [intermediate.certificate])
    }

    @Test func keyMayStandBeforeOrAfterItsCertificate() throws {
        let (certificate, key) = try (mint.bytes(client.file), mint.bytes(client.keyFile))
        for together in [certificate + key, key + certificate] {
            let identity = try ClientIdentity(certificate: together, key: nil, passphrase: "unused")
            #expect(identity.leaf == client.certificate)
            #expect(identity.chain == [])
        }
    }

    @Test(arguments: [false, true]) func encryptedKeyWantsItsPassphrase(isOld: Bool) throws {
        let key = try encryptedKey("open sesame", isOld: isOld)
        let certificate = try mint.bytes(client.file)
        let identity = try ClientIdentity(
            certificate: certificate, key: key, passphrase: "open sesame")
        #expect(identity.leaf == client.certificate)
        #expect(code(certificate, key: key) == .passphraseNeeded)
        #expect(code(certificate, key: key, passphrase: "") == .passphraseNeeded)
        #expect(code(certificate, key: key, passphrase: "shut") == .wrongPassphrase)
        let long = String(repeating: "long", count: 1000)
        #expect(code(certificate, key: key, passphrase: long) == .wrongPassphrase)
    }

    @Test func eachMissingOrBrokenPartIsNamed() throws {
        let (certificate, key) = try (mint.bytes(client.file), mint.bytes(client.keyFile))
        #expect(code([], key: key) == .noCertificate)
        #expect(code(key, key: key) == .noCertificate)
        #expect(code(certificate, key: nil) == .noKey)
        #expect(code(certificate, key: []) == .noKey)
        #expect(code(certificate, key: certificate) == .noKey)
        #expect(code(Array(certificate.dropLast(60)), key: key) == .malformedCertificate)
        #expect(code(certificate + certificate.dropLast(60), key: key) == .malformedCertificate)
        #expect(code(certificate, key: Array(key.dropLast(40))) == .malformedKey)
        #expect(try code(certificate, key: mint.bytes(intermediate.keyFile)) == .keyMismatch)
    }

    @Test func certificateOfAnotherIsNoMatchForTheKey() throws {
        let swapped = try mint.bytes(intermediate.file) + mint.bytes(client.file)
        #expect(try code(swapped, key: mint.bytes(client.keyFile)) == .keyMismatch)
    }

    @Test func weakCertificatesAreFoundAnywhereInTheChain() throws {
        let weak = try mint.coin("/CN=robot", [], key: .rsa(bits: 1024))
        let key = try mint.bytes(weak.keyFile)
        #expect(try code(mint.bytes(weak.file), key: key) == .weakCertificate)
        let chain = try mint.bytes(client.file) + mint.bytes(weak.file)
        #expect(try code(chain, key: mint.bytes(client.keyFile)) == .weakCertificate)
    }

    @Test func sentencesNameThePart() {
        let error = ClientIdentityError(code: .malformedKey, reasons: ["bad end line"])
        #expect(
            error.description
                == "the client certificate's private key cannot be read (bad end line)")
    }

    /// A block that calls itself encrypted would have OpenSSL ask on the terminal.
    @Test func nothingIsAskedForACertificateThatClaimsToBeEncrypted() throws {
        let text = String(decoding: try mint.bytes(client.file), as: UTF8.self)
        let headers =
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF"
        let begin = "-----BEGIN CERTIFICATE-----\n"
        let claiming = text.replacing(begin, with: begin + headers + "\n\n")
        #expect(
            try code(Array(claiming.utf8), key: mint.bytes(client.keyFile))
                == .malformedCertificate)
    }

    @Test func purposeOfAClientIsAskedFor() throws {
        let cases: [([String], ClientIdentityError.Code?)] = [
            (["extendedKeyUsage=serverAuth"], .notForClients),
            (["extendedKeyUsage=emailProtection"], .notForClients),
            (["keyUsage=keyCertSign"], .keyNotForClients),
            (["keyUsage=keyEncipherment"], .keyNotForClients),
            (["extendedKeyUsage=serverAuth,clientAuth"], nil),
            (["extendedKeyUsage=anyExtendedKeyUsage"], nil),
            (["basicConstraints=CA:FALSE"], nil),
        ]
        for (extensions, wanted) in cases {
            let coin = try mint.coin("/CN=robot", by: intermediate, extensions)
            let certificate = try mint.bytes(coin.file)
            let key = try mint.bytes(coin.keyFile)
            if let wanted {
                #expect(code(certificate, key: key) == wanted)
            } else {
                let identity = try ClientIdentity(
                    certificate: certificate, key: key, passphrase: nil)
                #expect(identity.leaf == coin.certificate)
            }
        }
    }
}
