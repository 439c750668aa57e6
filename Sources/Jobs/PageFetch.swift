internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// What an index said of a project in this run.
enum PageAnswer: Sendable {
    case page(AcceptedPage)
    /// 404 or 410, this run counted.
    case missing(Streak)
    case failed(Failure)
    /// The run was stopped before the answer came.
    case stopped
}

/// The page to go on with: a new one, or the one that was accepted before.
struct AcceptedPage: Sendable {
    let index: IndexContext
    let project: ProjectName
    /// Changes with the page.
    let digest: String
    /// nil: as it stands in the catalog, read only when somebody needs it.
    var fresh: ProjectPage?
    var findings: [PageVerdict.Finding] = []
    var warnings: [String] = []
    var events: [PageEvent] = []

    /// As a job sees it.
    func content(for job: JobContext, _ catalog: Catalog) throws -> ProjectPage? {
        let page = try fresh ?? catalog.page(index: index.id, project: project)
        return try page.map { try job.view(of: $0, of: project, catalog) }
    }
}

extension JobContext {
    /// A page as the job sees it: also files that it has and the index lists no more, and the sizes
    /// of what is larger than it wants.
    func view(
        of page: ProjectPage, of project: ProjectName, _ catalog: Catalog
    ) throws -> ProjectPage {
        try withSizes(
            on: withUnlisted(files: page, of: project, catalog), of: project, catalog)
    }

    /// What an index does not say of its files, the mirror may know.
    private func withSizes(
        on page: ProjectPage, of project: ProjectName, _ catalog: Catalog
    ) throws -> ProjectPage {
        guard let limit = rules.maxFileSize else { return page }
        var page = page
        for place in page.files.indices where page.files[place].size == nil {
            let file = page.files[place]
            let known =
                if let sha256 = SelectedFile(file).sha256 {
                    try catalog.poolFile(sha256: sha256, filename: file.filename)
                } else {
                    try catalog.content(named: file.filename, of: project).first
                }
            guard let size = known?.size, size > limit.bytes else { continue }
            page.files[place].size = size
        }
        return page
    }

    /// A page with those files of the job's selection that it lists no more, as far as the job may
    /// keep them.
    private func withUnlisted(
        files page: ProjectPage, of project: ProjectName, _ catalog: Catalog
    ) throws -> ProjectPage {
        guard rules.removed != .never else { return page }
        let selected = try catalog.selectedFiles(job: name, project: project)
        if selected.isEmpty || page.files.isEmpty { return page }
        let listed = Set(page.files.map(\.filename))
        var page = page
        for file in selected where !listed.contains(file.filename) {
            var facts = file.facts
            facts.hashes["sha256"] = file.sha256
            facts.isUnlisted = true
            page.files.append(facts)
        }
        return page
    }
}

/// Asks one index for one project's page, and judges what comes.
struct PageFetch {
    let run: RunContext
    let index: IndexContext
    let project: ProjectName
    /// Whether an answer that nothing is newer will not do.
    var isUnconditional = false

    /// - Throws: `StoreError` only.
    func perform() async throws -> PageAnswer {
        let known = try run.catalog.upstream(index: index.id, project: project)
        let isComparable = known?.access == index.access && !isUnconditional
        let validator = isComparable ? known?.validator : nil
        return try await ask(index.pageRequest(for: project, known: validator), known)
    }

    private func ask(_ request: Request, _ known: UpstreamRecord?) async throws -> PageAnswer {
        let response: Response
        do throws(TransferError) {
            response = try await run.answers.response(
                to: request, of: index, by: run.client)
        } catch {
            if error.isMissing { return .missing(try countMissing(known)) }
            if error.kind == .cancelled { return .stopped }
            return .failed(Failure(error, index: index, project: project, at: run.now))
        }
        if response.isNotModified, let known, let digest = known.pageDigest {
            return try present(known, digest: digest)
        }
        let decoded: Decoded<ProjectPage>
        do throws(PageError) {
            decoded = try PageDecoder.projectPage(
                response.body, contentType: response.contentType ?? "", url: response.address)
        } catch {
            return .failed(failure(FailureKind(error), "\(response.address): \(error)"))
        }
        let serial = decoded.serial ?? response.serial
        guard let known, let before = known.serial, serial ?? .min < before else {
            return try judge(decoded, response, serial, known)
        }
        // Content delivery networks serve old copies.
        if !request.bypassesCaches {
            var request = request
            request.bypassesCaches = true
            return try await ask(request, known)
        }
        let stale = StalePage(serial: serial, accepted: before)
        return .failed(
            failure(.stale, "\(response.address): \(stale)", hints: [StalePage.hint]))
    }

    private func failure(
        _ kind: FailureKind, _ message: String, hints: [String] = []
    ) -> Failure {
        Failure(kind, message, index: index, project: project, hints: hints, at: run.now)
    }

    /// The index has the project again, or still.
    private func present(_ known: UpstreamRecord, digest: String) throws -> PageAnswer {
        if known.gone != nil {
            var record = known
            record.gone = nil
            try run.catalog.stage(upstream: record)
        }
        return .page(AcceptedPage(index: index, project: project, digest: digest, fresh: nil))
    }

    private func countMissing(_ known: UpstreamRecord?) throws -> Streak {
        let streak = Streak.extending(known?.gone, at: run.now)
        if var record = known {
            record.gone = streak
            try run.catalog.stage(upstream: record)
        }
        return streak
    }

    private func judge(
        _ decoded: Decoded<ProjectPage>, _ response: Response, _ serial: Int64?,
        _ known: UpstreamRecord?
    ) throws -> PageAnswer {
        let review = PageReview(
            project: project, known: try run.catalog.page(index: index.id, project: project),
            emptied: known?.emptied, shrinkGuard: index.shrinkGuard,
            acceptsShrink: run.options.acceptShrink.contains(project.normalized),
            now: run.now)
        return try accept(
            review.judge(decoded, format: response.pageFormat), response, serial, known)
    }

    private func accept(
        _ verdict: PageVerdict, _ response: Response, _ serial: Int64?, _ known: UpstreamRecord?
    ) throws -> PageAnswer {
        guard let page = verdict.page else {
            if verdict.emptied != known?.emptied, var record = known {
                record.emptied = verdict.emptied
                try run.catalog.stage(upstream: record)
            }
            let finding = verdict.findings.last
            return .failed(
                failure(
                    finding?.kind ?? .malformed,
                    "\(response.address): \(finding?.message ?? "the page cannot be used")",
                    hints: [finding?.hint].compactMap(\.self)))
        }
        if verdict.isLossAccepted {
            run.tally.change { $0.acceptedLosses.insert(project.normalized) }
        }
        var record = UpstreamRecord(
            index: index.id, project: project, access: index.access)
        // Without a validator the page comes again: what is wrong with it is told again, and what is
        // secret in its links is known again.
        if verdict.findings.isEmpty, !page.files.contains(where: \.hasSecret) {
            record.etag = response.validator.etag
            record.lastModified = response.validator.lastModified
        }
        run.links.note(page.files, job: index.job, project: project)
        record.acceptedAt = run.now
        record.serial = serial
        record = try run.catalog.stage(upstream: record, page: page)
        return .page(
            AcceptedPage(
                index: index, project: project, digest: record.pageDigest ?? "", fresh: page,
                findings: verdict.findings, warnings: verdict.warnings, events: verdict.events))
    }
}

extension Response {
    /// The form of a page that could be decoded.
    var pageFormat: PageFormat {
        SimpleIndexMediaType.format(contentType: contentType ?? "")?.format ?? .html
    }
}

extension UpstreamRecord {
    var validator: Validator? {
        let validator = Validator(etag: etag, lastModified: lastModified)
        return validator.isEmpty ? nil : validator
    }
}

extension TransferError {
    /// 404 or 410: the index says that it has no such thing.
    var isMissing: Bool { kind == .http(status: 404) || kind == .http(status: 410) }
}

extension FailureKind {
    init(_ error: PageError) {
        switch error.code {
        case .unsupportedContentType, .invalidStructure: self = .notAnIndexPage
        case .unsupportedVersion: self = .unsupportedVersion
        case .invalidVersion, .malformedJSON, .undecodable: self = .malformed
        }
    }
}
