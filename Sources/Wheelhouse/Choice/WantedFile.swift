internal import Inputs
internal import Jobs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

/// A file that some targets need, and what is known of it.
struct WantedFile: Sendable {
    let project: ProjectName
    let version: Version
    /// As the lock has it, else as the index.
    let facts: IndexFile
    /// What all locks say of the release's files.
    let listing: FileListing
    /// Whose page offers the file, or at whose host a lock has it without a hash; nil: nobody was
    /// asked yet.
    var index: IndexContext?
    /// The names of the targets that install it; none: others are built with it.
    var targets: Set<String>
    /// The names of the targets that may have to build it, where it is a source distribution.
    var builders: Set<String> = []

    /// What the index says where locks tell by other algorithms, by which the bytes are proved.
    private(set) var claimedSHA256: Digest?

    var filename: String { facts.filename }

    /// What the bytes are known to have; nil where only the bytes themselves can tell.
    var sha256: Digest? { facts.digests.first { $0.algorithm == .sha256 } }

    /// What the bytes have to have, by the index or by locks alone.
    var promisedSHA256: Digest? { sha256 ?? listing.onlySHA256(of: facts) ?? claimedSHA256 }

    /// - Parameter offer: the file as the index has it, before locks correct that.
    mutating func claim(_ offer: IndexFile) {
        let comparable = Set(offer.digests.map(\.algorithm))
        guard !listing.algorithms.isSubset(of: comparable) else { return }
        claimedSHA256 = offer.digests.first { $0.algorithm == .sha256 }
    }

    var isSdist: Bool {
        DistributionFilename.parse(filename, project: project)?.isSdist ?? false
    }

    /// In bytes.
    var size: Int64? { facts.size }

    /// Where whoever names it has the file.
    var address: WebAddress? { WebAddress(facts.url) }

    /// Whether a strong hash of this very file is known.
    var hasStrongHash: Bool { facts.digests.contains { $0.algorithm.isStrong } }

    /// Where a lock has the file.
    var lockedAddress: WebAddress? {
        listing.place(of: facts).flatMap { listing.files[$0].url }
    }

    /// Whether somebody vouches for its bytes before they are seen.
    var isVouchedFor: Bool { hasStrongHash || listing.tellsHashes }

    /// What tells it from other files.
    var identity: Identity {
        Identity(filename: filename, digests: sha256.map { [$0] } ?? facts.digests)
    }

    struct Identity: Hashable {
        let filename: String
        let digests: [Digest]
    }

    /// What is wrong with some bytes, by what index and locks say of them.
    /// - Parameter reading: of the bytes, by all of `algorithms`.
    /// - Returns: nil where they are right; else a clause.
    func objection(to reading: HouseDirectory.Reading) -> (kind: FailureKind, reason: String)? {
        if let reason = objection(to: reading.digests) { return (.hashMismatch, reason) }
        guard let size = listing.size(of: facts), size != reading.size else { return nil }
        return (.sizeMismatch, objection(toSize: reading.size, insteadOf: size))
    }

    /// By whom another size is said.
    func objection(toSize size: Int64, insteadOf expected: Int64) -> String {
        let party = listing.size(of: facts) == expected ? "the lock" : "the index"
        return "\(filename) has \(size) bytes where \(party) says \(expected)"
    }

    private func objection(to digests: [Digest]) -> String? {
        for expected in facts.digests {
            let actual = digests.first { $0.algorithm == expected.algorithm }
            if actual != expected {
                return "\(filename) has \(actual?.description ?? "another hash") where "
                    + "\(listing.lists(expected) ? "the lock" : "the index") says \(expected)"
            }
        }
        let isVouchedFor = listing.vouches(for: digests)
        if isVouchedFor == false || (isVouchedFor == nil && !hasStrongHash && listing.tellsHashes) {
            let found = digests.map(\.description).joined(separator: ", ")
            return "\(filename) has \(found), which neither a lock nor a --hash lists"
        }
        return nil
    }

    /// What the bytes have to be held against.
    var algorithms: Set<HashAlgorithm> {
        let listed = listing.files.flatMap(\.digests) + listing.hashes.joined()
        return Set((listed + facts.digests).map(\.algorithm)).union([.sha256])
    }
}
