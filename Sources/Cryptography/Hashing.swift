package import Primitives

/// Digests of bytes that are in memory as a whole.
package enum Hashing {
    package static func digest(_ bytes: [UInt8], _ algorithm: HashAlgorithm) -> Digest {
        unsafe digest(bytes.span.bytes, algorithm)
    }

    package static func digest(_ bytes: RawSpan, _ algorithm: HashAlgorithm) -> Digest {
        var context = HashContext(algorithm)
        context.update(bytes)
        return context.finish()
    }
}
