internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Selection
internal import SimpleIndex
internal import Transport

/// One index of a job, made ready for requests.
struct IndexContext: Sendable {
    /// The job's name.
    let job: String
    let settings: IndexSettings
    /// Ends in `/`.
    let address: WebAddress
    let policy: FetchPolicy
    /// What holds for the index's own hosts, and what for every other one.
    let trust: (home: TrustInForce, abroad: TrustInForce)
    /// Its job's.
    let shrinkGuard: ShrinkGuard

    var name: String { settings.name }

    /// What the catalog knows this index by: its address without credentials.
    var key: String { address.requestText }

    /// Whether connections to `address` prove whose they are.
    func isVerified(_ address: WebAddress) -> Bool {
        address.scheme == "https"
            && !settings.tls.insecureHosts.contains(address.origin.hostAndPort)
    }

    /// The host that keeps the hashes on its pages from proving anything; nil: they count.
    ///
    /// A declared http address is itself the permission to believe what comes from there.
    var unverifiedPageHost: String? {
        guard address.scheme == "https" else { return nil }
        return ([address.origin.hostAndPort] + settings.pageHosts)
            .first(where: settings.tls.insecureHosts.contains)
    }

    /// What a refused server was held against.
    func trust(of failure: TrustFailure) -> TrustInForce {
        let origin = WebAddress("https://\(failure.host)/")?.origin
        return failure.isOfProxy || origin.map(policy.isHome) ?? true ? trust.home : trust.abroad
    }

    func pageAddress(of project: ProjectName) -> WebAddress? {
        address.resolving("\(project.normalized)/")
    }

    /// The `Accept` header for a project's page.
    var pageAcceptance: String {
        switch settings.format {
        case .auto: SimpleIndexMediaType.acceptAny
        case .html: SimpleIndexMediaType.acceptHTML
        case .json: SimpleIndexMediaType.acceptJSON
        }
    }

    /// The `Accept` header for the root page: HTML decodes three times as fast when it is long.
    var rootAcceptance: String {
        switch settings.format {
        case .auto: SimpleIndexMediaType.acceptHTMLFirst
        case .html: SimpleIndexMediaType.acceptHTML
        case .json: SimpleIndexMediaType.acceptJSON
        }
    }
}

/// Which certificates count somewhere, as a line for people, and what explains a refusal.
struct TrustInForce: Sendable {
    /// `trust: ...`
    let line: String
    let explainer: TrustExplainer
}
