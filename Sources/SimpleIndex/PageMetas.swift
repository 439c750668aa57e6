/// What the `meta` elements of an index page say; the first of each name counts.
struct PageMetas {
    private var version: String?
    private var marker: String?
    private var reason: String?

    @unsafe mutating func read(_ tag: HTMLTag) {
        guard let name = unsafe tag["name"], let content = unsafe tag["content"] else { return }
        switch name.asciiTrimmed.lowercased() {
        case "pypi:repository-version": version = version ?? content
        case "pypi:project-status": marker = marker ?? content
        case "pypi:project-status-reason": reason = reason ?? content
        default: break
        }
    }

    var hasAny: Bool { version != nil || marker != nil }

    func apiVersion() throws(PageError) -> APIVersion { try APIVersion.declared(version) }

    var status: ProjectStatus { ProjectStatus(marker: marker?.asciiTrimmed ?? "") }

    var statusReason: String? { reason.flatMap { $0.isEmpty ? nil : $0 } }
}

extension APIVersion {
    /// The version that a page declares, 1.0 where it declares none.
    ///
    /// A greater minor is read all the same; any other major must fail (simple repository API,
    /// Clients).
    static func declared(_ text: String?) throws(PageError) -> APIVersion {
        guard let text = text?.asciiTrimmed, !text.isEmpty else { return .assumed }
        guard let version = APIVersion(text) else { throw PageError(.invalidVersion, text) }
        guard version.major == 1 else { throw PageError(.unsupportedVersion, text) }
        return version
    }
}
