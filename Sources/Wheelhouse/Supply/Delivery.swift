internal import Cryptography
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import Reporting
internal import Selection
internal import Transport

/// Downloads one file from the first place that has the right bytes.
struct Delivery {
    let file: WantedFile
    let places: FilePlaces
    let client: Client
    let now: Instant

    /// Nobody has the file, or has it as it should be.
    struct Undelivered: Error {
        /// In the order of the places.
        let failures: [Failure]
        let kind: FailureKind
        /// A clause for people.
        let reason: String
        var hint: String?
    }

    struct Stopped: Error {}

    /// - Parameter open: gives an empty file to write into, for each attempt anew.
    /// - Returns: the bytes' digests, which are right, and what failed before.
    /// - Throws: `Undelivered`, `Stopped`, `StoreError`.
    func perform(
        _ progress: DownloadProgress, open: () throws(StoreError) -> OpenFile
    ) async throws -> (reading: HouseDirectory.Reading, earlier: [Failure]) {
        var failures: [Failure] = []
        if case .failed(let failure)? = places.obstacle { failures.append(failure) }
        for place in places.all {
            do {
                let reading = try await fetch(from: place, into: try open(), progress)
                return (reading, failures)
            } catch let failure as Failure {
                failures.append(failure)
            }
        }
        if let first = failures.first {
            throw Undelivered(failures: failures, kind: first.kind, reason: first.message)
        }
        throw Undelivered(
            failures: [], kind: places.hint == nil ? .notFound : .noMatch, reason: places.absence,
            hint: places.hint)
    }

    private func fetch(
        from place: FilePlace, into target: OpenFile, _ progress: DownloadProgress
    ) async throws -> HouseDirectory.Reading {
        let request = Request(place.address, policy: place.index.policy, purpose: .file)
        let sink = DownloadSink(
            descriptor: target.descriptor, digests: DigestStream(file.algorithms),
            isVerifiedByDigest: file.hasStrongHash,
            expectedSize: file.size, progress: progress)
        let receipt: Receipt
        do throws(TransferError) {
            receipt = try await client.download(request, into: sink)
        } catch {
            throw meaning(of: error, at: place, target)
        }
        let reading = HouseDirectory.Reading(size: receipt.size, digests: receipt.digests)
        if let (kind, reason) = file.objection(to: reading) {
            throw Failure(
                kind, "\(place.address): \(reason)", index: place.index,
                project: file.project, file: file.filename, hints: hints, at: now)
        }
        return reading
    }

    private var hints: [String] { file.listing.isEmpty ? [] : [FailureAdvice.lockedBytes] }

    private func meaning(
        of error: TransferError, at place: FilePlace, _ target: OpenFile
    ) -> any Error {
        switch error.kind {
        case .cancelled: Stopped()
        case .disk(let number):
            StoreError(errno: number, operation: "write", path: target.path)
        case .sizeMismatch(let expected, let actual):
            Failure(
                .sizeMismatch,
                "\(place.address): \(file.objection(toSize: actual, insteadOf: expected))",
                index: place.index, project: file.project, file: file.filename, hints: hints,
                at: now)
        default:
            Failure(
                error, index: place.index, project: file.project, file: file.filename, at: now)
        }
    }
}
