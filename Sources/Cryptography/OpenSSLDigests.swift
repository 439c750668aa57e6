import COpenSSL
import Primitives

/// OpenSSL's digest methods, each fetched once for the whole process.
///
/// EVP_MD_fetch(3) is the costly part of a small digest; crypto(7) advises to do it once.
@safe struct OpenSSLDigests: @unchecked Sendable {
    private static let shared = OpenSSLDigests()

    /// In the order of `HashAlgorithm.allCases`.
    private let methods: [OpaquePointer]

    private init() {
        unsafe methods = HashAlgorithm.allCases.map { unsafe Self.fetch($0.rawValue) }
    }

    /// Lives as long as the process.
    static func method(_ algorithm: HashAlgorithm) -> OpaquePointer {
        let index =
            switch algorithm {
            case .md5: 0
            case .sha1: 1
            case .sha224: 2
            case .sha256: 3
            case .sha384: 4
            case .sha512: 5
            }
        return unsafe shared.methods[index]
    }

    private static func fetch(_ name: String) -> OpaquePointer {
        if let method = unsafe EVP_MD_fetch(nil, name, nil) { return unsafe method }
        // Where the machine's configuration offers only FIPS algorithms, an index's md5 still has
        // to be compared: a library context of our own reads no configuration (OSSL_LIB_CTX(3)).
        ERR_clear_error()
        let library = unsafe OSSL_LIB_CTX_new()
        guard let method = unsafe EVP_MD_fetch(library, name, nil) else {
            fatalError("OpenSSL offers no \(name)")
        }
        return unsafe method
    }
}
