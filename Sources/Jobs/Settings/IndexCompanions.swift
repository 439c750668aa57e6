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
            let entries = setting.value.withoutSecrets
                .split { $0.isWhitespace || $0 == "," }.map(String.init)
            let hosts = entries.map { Self.exception(for: $0, at: address.origin) }
            let list = hosts.compactMap(\.self).reduce(into: [String]()) { list, host in
                if !list.contains("\"\(host)\"") { list.append("\"\(host)\"") }
            }
            guard !list.isEmpty else {
                return
                    "\(setting.name) is not obeyed, and nothing in the [[index]] table would do "
                    + "the same: insecure takes hosts such as \"index.example:8443\", and it lists none"
            }
            let scope = entries.contains("*") ? " for this index" : ""
            let rest = hosts.contains(nil) ? ", but for what it lists that is no host" : ""
            return
                "\(setting.name) is not obeyed; in the [[index]] table, insecure = "
                + "[\(list.joined(separator: ", "))] would do the same\(scope)\(rest); files from "
                + "there are taken by the hashes of a lock alone"
        }
    }

    /// An entry of pip's or uv's list as `insecure` takes it: they cut hosts out of whole
    /// addresses, and take a host without a port for each of its ports.
    /// - Returns: nil for what names no single host.
    private static func exception(for entry: String, at own: Origin) -> String? {
        if entry == "*" { return own.hostAndPort }
        let address = WebAddress.typed(entry.contains("://") ? entry : "https://\(entry)")
        guard let host = (address?.origin.hostAndPort).flatMap(HostText.parse) else { return nil }
        return host == own.host ? own.hostAndPort : host
    }
}

extension Surroundings {
    /// A path as pip takes it from its settings: `~` is the home.
    func path(_ text: String) -> String {
        guard text == "~" || text.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty
        else { return absolute(text) }
        return absolute(home + text.dropFirst())
    }
}
