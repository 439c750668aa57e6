package import Inputs
package import Primitives
package import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
package import Transport
package import WheelArchive

/// A job's indexes, ready to be asked for what goes elsewhere than into a mirror.
package struct Upstream: Sendable {
    package let client: Client
    /// Which trust the indexes are asked under.
    package let trustLine: String?
    /// Lines for people about the trust in use.
    package let notices: [String]
    let job: JobContext
    /// Where locks have files, beside the job's own indexes.
    private let places: [Origin: IndexContext]
    let wholes: WholeFiles
    let now: Instant

    /// Reads and judges all that the job says of its indexes; nothing is asked yet.
    ///
    /// An index without url, on a machine where neither pip nor uv is set up to use one, is left out.
    ///
    /// - Parameters:
    ///   - caFile: `--ca-file`.
    ///   - places: the origins of the addresses that locks have files at.
    /// - Throws: `Refusal`: 78 for trust and index settings, 66 for a missing secret file.
    package static func open(
        _ job: JobFile, caFile: String?, places: Set<Origin>, surroundings: Surroundings
    ) async throws(Refusal) -> Upstream {
        var builder = ContextBuilder(
            surroundings: surroundings, caFile: caFile,
            place: .ofUser(surroundings.environment))
        let job = try await builder.context(for: builder.withAddresses(job))
        var found: [Origin: IndexContext] = [:]
        for origin in places where !job.indexes.contains(where: { $0.policy.isHome(origin) }) {
            var settings = IndexSettings()
            settings.name = origin.hostAndPort
            settings.url = WebAddress("\(origin)/")
            found[origin] = try await builder.index(settings, of: job.file)
        }
        return Upstream(
            client: surroundings.client(Limits(job.file.download)),
            trustLine: builder.policies.trustLine, notices: builder.policies.notices, job: job,
            places: found, wholes: WholeFiles(environment: surroundings.environment),
            now: surroundings.now())
    }

    /// Their addresses, for people.
    package var indexNames: String {
        job.indexes.map { $0.key }.joined(separator: ", ")
    }

    package var hasIndexes: Bool { !job.indexes.isEmpty }

    /// How a file is asked for that a lock has at an address: as by each index of that host that the
    /// project may come from, else as by any that is at home there.
    /// - Returns: none where nobody is.
    package func places(of address: WebAddress, for project: ProjectName) -> [IndexContext] {
        let declared = job.indexes(at: address.origin, for: project)
        return declared.isEmpty ? places[address.origin].map { [$0] } ?? [] : declared
    }

    /// The job's own index that is at home at an address.
    package func declared(at address: WebAddress, for project: ProjectName) -> IndexContext? {
        job.indexes(at: address.origin, for: project).first
    }

    /// A file of an index, of which only the parts that are asked for are fetched.
    /// - Parameter size: what is known of it; nil costs a request.
    package func source(
        at address: WebAddress, of index: IndexContext, size: Int64?
    ) async throws -> any ByteSource {
        let request = Request(address, policy: index.policy, purpose: .file)
        return try await RemoteFile.open(
            client, request, size: size, place: wholes.place(of: nil, from: index))
    }

    /// Asks the indexes that may have a project, in order, until one has it.
    package func offer(of project: ProjectName) async -> ProjectOffer {
        let chain = job.chain(for: project)
        for index in chain {
            let answer = await offer(of: project, by: index)
            if case .absent = answer { continue }
            return answer
        }
        return .absent(asked: chain)
    }

    private func offer(of project: ProjectName, by index: IndexContext) async -> ProjectOffer {
        let request = index.pageRequest(for: project)
        let response: Response
        do throws(TransferError) {
            response = try await client.fetch(request)
        } catch {
            if error.isMissing { return .absent(asked: [index]) }
            if error.kind == .cancelled { return .stopped }
            return .failed(Failure(error, index: index, project: project, at: now))
        }
        let decoded: Decoded<ProjectPage>
        do throws(PageError) {
            decoded = try PageDecoder.projectPage(
                response.body, contentType: response.contentType ?? "", url: response.address)
        } catch {
            return failed(FailureKind(error), "\(response.address): \(error)", index, project)
        }
        let review = PageReview(
            project: project, known: nil, emptied: nil, shrinkGuard: index.shrinkGuard,
            acceptsShrink: false, now: now)
        let verdict = review.judge(decoded, format: response.pageFormat)
        guard let page = verdict.page else {
            let finding = verdict.findings.last
            return failed(
                finding?.kind ?? .malformed,
                "\(response.address): \(finding?.message ?? "the page cannot be used")", index,
                project)
        }
        return .page(
            OfferedPage(
                index: index, page: page, findings: verdict.findings, warnings: verdict.warnings))
    }

    private func failed(
        _ kind: FailureKind, _ message: String, _ index: IndexContext, _ project: ProjectName
    ) -> ProjectOffer {
        .failed(Failure(kind, message, index: index, project: project, at: now))
    }
}
