import Cryptography
import Primitives

/// Which roots other programs trust on this machine.
struct ClientRoots {
    let survey: TrustSurvey
    /// Where the chain ends that they are asked about.
    let root: Certificate

    /// A set of roots, as far as it is known.
    struct Known {
        var certificates: [Certificate]
        /// Whether the root that is asked about is in it only if it is here.
        var isComplete = true
        /// Why there are none at all.
        var fault: String?
    }

    /// requests takes what the first of two variables names, else the roots that it brings along.
    var ofRequests: Known { named(Self.requestsVariables) ?? own }

    private static let requestsVariables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]

    /// pip since 24.2 joins the system store, OpenSSL's variables, its own roots and one of its own
    /// variables, of which those of requests go first.
    var ofPip: Known {
        let named = named(Self.requestsVariables + ["PIP_CERT"])
        if let fault = named?.fault { return Known(certificates: [], fault: fault) }
        var all = own
        all.certificates += survey.system.certificates + (named?.certificates ?? [])
        for name in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
            if case .certificates(let more)? = survey.variables(asReadBy: .openssl)[name] {
                all.certificates += more
            }
        }
        return all
    }

    /// What uv trusts, and what it would have to be told.
    struct UV {
        let known: Known
        let variable: String?
        let isInSystem: Bool

        func remedy(_ root: String) -> String {
            if let variable { return "\(variable) lacks \(root)" }
            return isInSystem
                ? "system certs needed" : "set SSL_CERT_FILE to a bundle with \(root)"
        }
    }

    /// uv takes what OpenSSL's variables name, else the system store where it is told to, else the
    /// roots that it brings along.
    var ofUV: UV {
        let isInSystem = survey.system.certificates.contains {
            $0.subject == root.subject && $0.publicKeyDigest == root.publicKeyDigest
        }
        let read = survey.variables(asReadBy: .uv)
        let names = ["SSL_CERT_FILE", "SSL_CERT_DIR"].filter { read[$0] != nil }
        if let first = names.first {
            let certificates = names.flatMap { read[$0]?.certificates ?? [] }
            return UV(
                known: Known(certificates: certificates), variable: first, isInSystem: isInSystem)
        }
        let known =
            survey.isUVToldToTakeSystem ? Known(certificates: survey.system.certificates) : own
        return UV(known: known, variable: nil, isInSystem: isInSystem)
    }

    // MARK: Sets

    /// What the first of some variables that is set makes count; nil where none is.
    private func named(_ names: [String]) -> Known? {
        let read = survey.variables(asReadBy: .openssl)
        guard let name = names.first(where: { read[$0] != nil }), let part = read[name] else {
            return nil
        }
        switch part {
        case .certificates(let certificates): return Known(certificates: certificates)
        case .unusable: return Known(certificates: [], fault: "\(name) names no usable bundle")
        }
    }

    /// The roots a program brings along: those of certifi, where the mirror has it.
    private var own: Known {
        let bundles = survey.alternatives.filter { $0.kind == .bundle }.flatMap(\.certificates)
        return Known(
            certificates: bundles, isComplete: !bundles.isEmpty || survey.isPrivate(root))
    }
}
