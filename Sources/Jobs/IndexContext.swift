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
    /// The line that says which trust its requests use.
    let trustLine: String
    /// Its job's.
    let shrinkGuard: ShrinkGuard

    var name: String { settings.name }

    /// What the catalog knows this index by: its address without credentials.
    var key: String { address.requestText }

    /// Whether what it says reaches us over a verified connection; a declared http address is
    /// its own permission, and is recorded.
    var isVerified: Bool { address.scheme == "https" }

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
