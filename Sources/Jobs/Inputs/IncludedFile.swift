package import Inputs
internal import Primitives
internal import Reporting
internal import Transport

/// A requirement file that another one includes by an http(s) address.
///
/// It comes under the trust of the job's first index, which is asked for credentials only where the
/// address is its own.
struct IncludedFile {
    let job: JobFile
    let surroundings: Surroundings
    /// `--ca-file`.
    let caFile: String?

    private static let sizeLimit: Int64 = 16 << 20

    /// - Throws: `Refusal` with the code of what went wrong.
    func content(_ address: WebAddress) async throws(Refusal) -> [UInt8] {
        var builder = ContextBuilder(
            surroundings: surroundings, caFile: caFile,
            // Nobody has locked the mirror yet.
            place: .ofUser(surroundings.environment))
        let context = try await builder.context(for: job)
        let index = context.indexes[0]
        let client = surroundings.client(Limits(job.download))
        let answer: Result<Response, TransferError>
        do throws(TransferError) {
            answer = .success(
                try await client.fetch(
                    Request(
                        address, policy: index.policy, purpose: .file, bodyLimit: Self.sizeLimit)))
        } catch {
            answer = .failure(error)
        }
        await client.shutdown(grace: .zero)
        switch answer {
        case .success(let response): return response.body
        case .failure(let error) where error.isMissing:
            throw Refusal(
                .noinput, "\(error)",
                hints: ["check the address in the requirement file that includes it"])
        case .failure(let error):
            let failure = Failure(error, index: index, project: nil, at: surroundings.now())
            let isAllowed = index.policy.allowsScheme(of: address.origin)
            throw Refusal(
                failure.exitCode, failure.message,
                hints: isAllowed ? failure.hints : [UndeclaredHost.hint(address)])
        }
    }
}

extension InputReader {
    /// For verbs that use the network: what files include by address is fetched as the job's first
    /// index is.
    /// - Parameter caFile: `--ca-file`.
    package init(for job: JobFile, caFile: String?, surroundings: Surroundings) {
        let included = IncludedFile(
            job: job, surroundings: surroundings, caFile: caFile)
        self.init(environment: surroundings.environment) { address throws(Refusal) in
            try await included.content(address)
        }
    }
}
