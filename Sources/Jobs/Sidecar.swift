internal import Cryptography
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex
internal import Transport
internal import WheelArchive

/// Where the metadata comes from that is published beside a file (PEP 658): out of the wheel itself,
/// which costs no request and is right also where the index offers none; else from the index.
struct Sidecar {
    let run: RunContext
    let pool: Pool
    let facts: IndexFile
    let index: IndexContext
    let address: WebAddress

    private static let sizeLimit = ArchiveLimits.standard.metadataBytes

    private var name: String { facts.filename }

    /// - Parameter sha256: of the file, which stands in the pool.
    /// - Returns: nil where there is none to be had.
    /// - Throws: `StoreError`.
    func metadata(sha256: String) async throws -> [UInt8]? {
        guard let wheel = try? WheelFilename(parsing: name) else { return await offered() }
        switch try await ownMetadata(wheel, sha256) {
        case .success(let bytes):
            if let claim, Hashing.digest(bytes, claim.algorithm) != claim {
                run.tally.warn(
                    "the metadata that index \(index.name) offers for \(name) is not the wheel's; "
                        + "the wheel's is published")
            }
            return bytes
        case .failure(let error):
            let offered = await offered()
            if offered == nil {
                run.tally.warn("\(name) is published without metadata beside it: \(error)")
            }
            return offered
        }
    }

    /// - Throws: `StoreError`; what is wrong with the wheel itself is the result.
    private func ownMetadata(
        _ wheel: WheelFilename, _ sha256: String
    ) async throws -> Result<[UInt8], any Error> {
        do {
            return .success(
                try await pool.wheelMetadata(sha256: sha256, filename: name, as: wheel))
        } catch let error as StoreError {
            throw error
        } catch {
            return .failure(error)
        }
    }

    /// What the index says of the sidecar it offers.
    private var claim: Digest? {
        facts.coreMetadata.isPresent ? facts.coreMetadata.digests.first : nil
    }

    /// The index's sidecar, verified.
    private func offered() async -> [UInt8]? {
        guard let claim else { return nil }
        let request = Request(
            address.appendingToPath(".metadata"), policy: index.policy, purpose: .file,
            bodyLimit: Self.sizeLimit)
        do throws(TransferError) {
            let body = try await run.client.fetch(request).body
            if Hashing.digest(body, claim.algorithm) == claim { return body }
            run.tally.warn("the metadata of \(name) is not what the index says; left out")
        } catch  where error.kind != .cancelled {
            run.tally.warn("the metadata of \(name) was left out: \(error)")
        } catch {}
        return nil
    }
}
