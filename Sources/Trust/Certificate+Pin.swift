package import Cryptography
import Primitives

extension Certificate {
    /// The key as curl pins it: `sha256//` and the base 64 of the SubjectPublicKeyInfo's SHA-256
    /// (CURLOPT_PINNEDPUBLICKEY(3)).
    package var publicKeyPin: String {
        "sha256//" + String(decoding: Base64.encode(publicKeyDigest.bytes), as: UTF8.self)
    }
}
