package import Primitives
package import PythonPackaging
package import Selection

/// One upstream index of a job: where it is, what may come from it, how it is spoken to.
package struct IndexSettings: Hashable, Sendable {
    package var name = "main"
    /// nil: the index that pip or uv on this machine is set up to use. May carry credentials.
    package var url: WebAddress?
    package var format = IndexFormat.auto
    /// Which names may come from here.
    package var projects = [ProjectGlob]()
    package var allowsUnhashed = false
    package var login = IndexLogin.none
    package var tls = TLSSettings()
    /// nil: what the environment says. May carry credentials.
    package var proxy: ProxyAddress?
    /// Where the proxy was named.
    package var proxySource = "proxy"
    /// What pip verifies with, where this is the index that it is set up to use.
    package var pipCertificate: PipCertificate?
    /// `host[:port]` in lower case, without port 443; as `Origin.hostAndPort` of an https address.
    package var fileHosts = [String]()
    /// As `fileHosts`: hosts that pages may be redirected to.
    package var pageHosts = [String]()

    package init() {}

    /// Whether `project` may come from this index.
    package func offers(_ project: ProjectName) -> Bool {
        projects.contains { $0.matches(project) }
    }

    /// Whether `project` may come from no later index: a glob other than `*` names it.
    package func owns(_ project: ProjectName) -> Bool {
        projects.contains { !$0.isMatchAll && $0.matches(project) }
    }
}
