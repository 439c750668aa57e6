internal import Inputs
internal import Primitives
internal import Reporting
internal import Transport

/// What pip or uv would ask their index with, beside its address.
struct IndexCompanions: Hashable, Sendable {
    var certificate: NamedSetting?
    var clientCertificate: NamedSetting?
    var proxy: NamedSetting?
    /// Lists of hosts whose certificates they would not look at.
    var trustedHosts: [NamedSetting] = []

    /// The settings of an index with what comes along, where the job says nothing of it.
    /// - Throws: `Refusal` 78 for a proxy that is none.
    func joined(
        to settings: IndexSettings, _ surroundings: Surroundings
    ) throws(Refusal) -> IndexSettings {
        var settings = settings
        settings.pipCertificate = certificate.map { setting in
            PipCertificate(path: surroundings.path(setting.value), settings: setting.source)
        }
        if settings.tls.clientCertificate == nil {
            settings.tls.clientCertificate = clientCertificate.map { setting in
                var files = ClientCertificateFiles(certificate: surroundings.path(setting.value))
                files.source = setting.name
                return files
            }
        }
        if settings.proxy == nil, let proxy {
            guard let address = ProxyAddress(proxy.value) else {
                let fault = ProxyFault(source: proxy.name, text: proxy.value)
                throw Refusal(.config, fault.reason, hints: [fault.hint])
            }
            settings.proxy = address
            settings.proxySource = proxy.name
        }
        return settings
    }

    /// What is not obeyed, and what would do the same here.
    func notices(_ address: WebAddress) -> [String] {
        trustedHosts.map { setting in
            let own = address.origin
            let hosts = setting.value.split { $0.isWhitespace || $0 == "," }.map { host in
                host == own.host ? own.hostAndPort : String(host)
            }
            let list = hosts.map { "\"\($0)\"" }.joined(separator: ", ")
            return
                "\(setting.name) is not obeyed; in the [[index]] table, insecure = [\(list)] would "
                + "do the same"
        }
    }
}

extension Surroundings {
    /// A path as pip takes it from its settings: `~` is the home.
    fileprivate func path(_ text: String) -> String {
        guard text == "~" || text.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty
        else { return absolute(text) }
        return absolute(home + text.dropFirst())
    }
}
