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
        /// Whether nobody can tell what is in it, nor whether it is refused.
        var isUnknown = false
    }

    /// requests takes what the first of two variables names, else the roots that it brings along.
    var ofRequests: Known { named(Self.requestsVariables) ?? own }

    private static let requestsVariables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]

    /// pip since 24.2 joins the system store, OpenSSL's variables, its own roots and what one of its
    /// own variables, of which those of requests go first, or else its `cert` names; told to go by
    /// legacy certificates, it takes what is named, or its own roots.
    var ofPip: Known {
        let named = namedForPip
        if let named, named.fault != nil || named.isUnknown { return named }
        if survey.tools.isPipLegacy { return named ?? own }
        var all = own
        all.certificates += named?.certificates ?? []
        switch survey.foreignSystem.forPip {
        case .certificates(let more): all.certificates += more
        case .unusable: all.fault = "the system store cannot be read as it stands there"
        case .unknown: all.isUnknown = true
        }
        return all
    }

    /// A proxy is held by pip against nothing but what is named, where something is.
    var ofPipForProxies: Known { namedForPip ?? ofPip }

    private var namedForPip: Known? {
        if let named = named(Self.requestsVariables + ["PIP_CERT"]) { return named }
        guard let bundle = survey.tools.pipBundle, let content = survey.pipBundle else {
            return nil
        }
        return known(content, bundle.name)
    }

    /// How requests comes to trust what it does not know.
    func remedyForRequests(_ root: String) -> String {
        unread(Self.requestsVariables, root) ?? "set REQUESTS_CA_BUNDLE to a bundle with \(root)"
    }

    /// What would make a variable of use that names the root here already, to who reads with OpenSSL.
    private func unread(_ names: [String], _ root: String) -> String? {
        let read = survey.variables(asReadBy: .openssl)
        guard let name = names.first(where: { read[$0] != nil }),
            survey.variables(asReadBy: .own)[name]?.certificates.contains(self.root) == true,
            read[name]?.certificates.contains(self.root) == false
        else { return nil }
        let path = survey.variables.first { $0.name == name }?.value ?? ""
        return (try? LocalFile.status(path))?.kind == .directory
            ? "it looks for hashes in \(name): openssl rehash \(ShellWord(path))"
            : "it does not read \(root) as \(name) holds it, write it as plain PEM"
    }

    /// How pip comes to trust what it does not know.
    func remedyForPip(_ root: String, isOfProxy: Bool) -> String {
        if let unread = unread(Self.requestsVariables + ["PIP_CERT"], root) { return unread }
        let read = survey.variables(asReadBy: .openssl)
        let first = Self.requestsVariables.first { read[$0] != nil }
        let own =
            read["PIP_CERT"].map { ("PIP_CERT", $0) }
            ?? survey.pipBundle.flatMap { content in
                survey.tools.pipBundle.map { ($0.name, content) }
            }
        if let first, let own, own.1.certificates.contains(self.root) {
            return "unset \(first), which goes before \(own.0)"
        }
        let isSystemOfUse = !survey.tools.isPipLegacy && !isOfProxy
        let word = isSystemOfUse ? "it" : root
        let file = first.map { "add \(word) to what \($0) names" } ?? "name \(word) with PIP_CERT"
        guard isSystemOfUse else { return file }
        guard survey.system.certificates.contains(self.root) else {
            return "put \(root) into the system store, or \(file)"
        }
        let replacing = ["SSL_CERT_FILE", "SSL_CERT_DIR"].filter { read[$0] != nil }
        return replacing.isEmpty
            ? "it does not read \(root) as the \(survey.system.label) holds it, behind what is no "
                + "certificate: make the store anew"
            : "unset \(replacing.joined(separator: " and ")), which hide the \(root) of the system "
                + "store, or \(file)"
    }

    /// What uv trusts, and what it would have to be told.
    struct UV {
        let known: Known
        let variable: String?
        /// Whether the variable holds the root all the same, in some form that uv passes over.
        var isUnread = false
        let isInSystem: Bool

        func remedy(_ root: String) -> String {
            if let variable {
                return isUnread
                    ? "it does not read \(root) as \(variable) holds it, write it as plain PEM"
                    : "\(variable) lacks \(root)"
            }
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
            let parts = names.compactMap { read[$0] }
            return UV(
                known: Known(
                    certificates: parts.flatMap(\.certificates),
                    isUnknown: parts.contains(.unknown)),
                variable: first,
                isUnread: names.contains { name in
                    survey.variables(asReadBy: .own)[name]?.certificates.contains(root) ?? false
                },
                isInSystem: isInSystem)
        }
        guard survey.isUVToldToTakeSystem else {
            return UV(known: own, variable: nil, isInSystem: isInSystem)
        }
        let system = survey.foreignSystem.forUV
        let known = Known(certificates: system.certificates, isUnknown: system == .unknown)
        return UV(known: known, variable: nil, isInSystem: false)
    }

    // MARK: Sets

    /// What the first of some variables that is set makes count; nil where none is.
    private func named(_ names: [String]) -> Known? {
        let read = survey.variables(asReadBy: .openssl)
        guard let name = names.first(where: { read[$0] != nil }), let part = read[name] else {
            return nil
        }
        return known(part, name)
    }

    private func known(_ content: VariableContent, _ name: String) -> Known {
        switch content {
        case .certificates(let certificates): Known(certificates: certificates)
        case .unusable:
            Known(certificates: [], fault: "\(name) names no bundle that it can read")
        case .unknown: Known(certificates: [], isUnknown: true)
        }
    }

    /// The roots a program brings along: those of certifi, where the mirror has it.
    private var own: Known {
        let bundles = survey.alternatives.filter { $0.kind == .bundle }.flatMap(\.certificates)
        return Known(
            certificates: bundles, isComplete: !bundles.isEmpty || survey.isPrivate(root))
    }
}
