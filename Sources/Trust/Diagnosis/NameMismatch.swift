import Cryptography

/// Explains a good certificate that belongs to somebody else.
struct NameMismatch {
    let evidence: TrustEvidence

    private var refusal: TrustCase { evidence.refusal }
    private static let limit = 8

    var explanation: Explanation {
        Explanation(summary: summary, notes: notes, remedies: remedies)
    }

    private var summary: String {
        let subject = refusal.sent.first?.subject ?? "none"
        guard !names.isEmpty else {
            return "the certificate \(subject) names no host at all, and \(refusal.host) was asked"
        }
        let shown = labelled.prefix(Self.limit).joined(separator: ", ")
        let rest = names.count - Self.limit
        return "the certificate is for \(shown)\(rest > 0 ? " and \(rest) more" : ""), "
            + "but \(refusal.host) was asked"
    }

    /// With the kind of each where that alone tells it from what was asked.
    private var labelled: [String] {
        guard names.contains(where: isHost) else { return names }
        let found = alternatives
        return found.isEmpty ? names.map { "CN=\($0)" } : found.map(\.description)
    }

    private func isHost(_ name: String) -> Bool { name.lowercased() == refusal.host.lowercased() }

    /// The alternative names, else the common name, which counts only without them (RFC 6125 6.4.4).
    private var names: [String] {
        let names = alternatives.compactMap { name -> String? in
            switch name {
            case .dns(let name): name
            case .ip(let address): address
            case .other: nil
            }
        }
        return names.isEmpty ? [details?.commonName].compactMap(\.self) : names
    }

    private var details: CertificateDetails? { refusal.sent.first?.details }

    /// Those that are for hosts.
    private var alternatives: [AlternativeName] {
        (details?.alternativeNames ?? []).filter { if case .other = $0 { false } else { true } }
    }

    private var notes: [String] {
        let proxy = refusal.proxy.map { "it may be a block page of the proxy \($0)" }
        let block = refusal.isOfProxy || names.contains(where: isHost) ? nil : proxy
        return [address, commonName, wildcard, block].compactMap(\.self)
    }

    private var address: String? {
        refusal.isAddress
            ? "an address needs an IP entry among the certificate's alternative names" : nil
    }

    private var commonName: String? {
        guard !alternatives.isEmpty, let name = details?.commonName, isHost(name) else {
            return nil
        }
        return "the name stands in its CN, which does not count beside alternative names"
    }

    private var wildcard: String? {
        let pattern = names.first { name in
            name.contains("*") && refusal.host.lowercased().hasSuffix(Self.fixed(name))
        }
        return pattern.map {
            "\($0) does not cover it: a wildcard stands for one whole label, the first of three or more"
        }
    }

    /// What follows the wildcard: `.corp.example`.
    private static func fixed(_ pattern: String) -> String {
        String(pattern[(pattern.lastIndex(of: "*") ?? pattern.startIndex)...].dropFirst())
            .lowercased()
    }

    private var remedies: [String] {
        let target = refusal.isOfProxy ? "the proxy's address" : "the url"
        let rename =
            names.isEmpty || names.contains(where: isHost)
            ? []
            : [
                "ask for a name the certificate has, if that is the host you mean: "
                    + "change \(target)"
            ]
        return rename
            + [
                "the owner of \(refusal.host): have the certificate re-issued with "
                    + (refusal.isAddress ? "IP:\(refusal.host)" : "DNS:\(refusal.host)")
                    + " among its alternative names"
            ]
    }
}
