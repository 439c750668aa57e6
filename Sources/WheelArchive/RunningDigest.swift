package import Primitives

/// A digest in the making; whoever has a wheel verified brings it along, for this room has none.
package protocol RunningDigest: ~Copyable {
    init(_ algorithm: HashAlgorithm)
    mutating func update(_ bytes: [UInt8])
    mutating func finish() -> Digest
}
