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
        let shown = names.prefix(Self.limit).joined(separator: ", ")
        let rest = names.count - Self.limit
        return "the certificate is for \(shown)\(rest > 0 ? " and \(rest) more" : ""), "
            + "but \(refusal.host) was asked"
    }

    /// The alternative names, else the common name, which counts only without them (RFC 6125 6.4.4).
    private var names: [String] {
        guard let details = refusal.sent.first?.details else { return [] }
        let alternatives = details.alternativeNames.compactMap { name -> String? in
            switch name {
            case .dns(let name): name
            case .ip(let address): address
            case .other: nil
            }
        }
        return alternatives.isEmpty ? [details.commonName].compactMap(\.self) : alternatives
    }

    private var notes: [String] {
        let address =
            refusal.isAddress
            ? ["an address needs an IP entry among the certificate's alternative names"] : []
        let proxy =
            refusal.proxy.map { ["it may be a block page of the proxy \($0)"] } ?? []
        return address + (refusal.isOfProxy ? [] : proxy)
    }

    private var remedies: [String] {
        let target = refusal.isOfProxy ? "the proxy's address" : "the url"
        let rename =
            names.isEmpty
            ? []
            : [
                "ask for a name the certificate has, if that is the host you mean: "
                    + "change \(target)"
            ]
        return rename
            + ["the owner of \(refusal.host): have the certificate re-issued with this name in it"]
    }
}
