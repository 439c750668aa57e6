package import Inputs
internal import MirrorStore
package import Primitives
internal import PythonPackaging
internal import Selection
internal import SimpleIndex
package import Transport

/// One index of a job, made ready for requests.
package struct IndexContext: Sendable {
    /// The job's name.
    let job: String
    /// Where the job stands, for what a person is to type.
    let jobPath: String
    package let settings: IndexSettings
    /// Ends in `/`.
    package let address: WebAddress
    package let policy: FetchPolicy
    /// What holds for the index's own hosts, and what for every other one.
    let trust: (home: TrustInForce, abroad: TrustInForce)
    /// Its job's.
    let shrinkGuard: ShrinkGuard

    package var name: String { settings.name }

    /// What the job's tables are told apart by, from run to run: the address without credentials,
    /// and the name where an earlier table of the job has the same address.
    fileprivate(set) var key: String
    /// Changes with all that the job says of how the index is asked, so that no answer counts that
    /// was given to another question.
    let access: String

    var id: IndexID { IndexID(job: job, url: key) }

    /// The indexes of a job, each with a key of its own.
    static func distinct(_ indexes: [IndexContext]) -> [IndexContext] {
        var keys: Set<String> = []
        return indexes.map { index in
            var index = index
            if !keys.insert(index.key).inserted {
                index.key += "#\(index.name)"
                keys.insert(index.key)
            }
            return index
        }
    }

    /// Whether connections to `address` prove whose they are.
    func isVerified(_ address: WebAddress) -> Bool {
        address.scheme == "https"
            && !settings.tls.insecureHosts.contains(address.origin.hostAndPort)
    }

    /// The host that keeps the hashes on its pages from proving anything; nil: they count.
    ///
    /// A declared http address is itself the permission to believe what comes from there.
    package var unverifiedPageHost: String? {
        guard address.scheme == "https" else { return nil }
        return ([address.origin.hostAndPort] + settings.pageHosts)
            .first(where: settings.tls.insecureHosts.contains)
    }

    /// What a refused server was held against.
    func trust(of failure: TrustFailure) -> TrustInForce {
        let origin = WebAddress("https://\(failure.host)/")?.origin
        return failure.isOfProxy || origin.map(policy.isHome) ?? true ? trust.home : trust.abroad
    }

    private static let pageLimit: Int64 = 128 << 20

    /// - Parameter known: the server may answer that nothing is newer.
    func pageRequest(for project: ProjectName, known: Validator? = nil) -> Request {
        Request(
            address.appendingToPath("\(project.normalized)/"), policy: policy,
            accept: pageAcceptance, known: known, bodyLimit: Self.pageLimit)
    }

    /// The `Accept` header for a project's page.
    private var pageAcceptance: String {
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
