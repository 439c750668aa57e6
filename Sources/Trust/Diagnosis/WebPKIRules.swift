import Cryptography
import Primitives

/// What rustls-webpki, uv's verifier, refuses of chains that OpenSSL accepts.
///
/// Of a trust anchor it takes the name and the key, and what the name constraints say; nothing else
/// that stands there counts.
struct WebPKIRules {
    private let chain: [Certificate]
    private let anchor: Certificate?
    private let namesOnlyByCommonName: Bool

    /// - Parameter verdict: of a chain that verifies.
    init(_ verdict: ChainVerdict, namesOnlyByCommonName: Bool) {
        chain = verdict.chain
        anchor = verdict.anchor
        self.namesOnlyByCommonName = namesOnlyByCommonName
    }

    /// Without the anchor, unless the server's own certificate is the one.
    private var checked: [Certificate] {
        let end = chain.firstIndex { $0 == anchor } ?? chain.endIndex
        return Array(chain[..<max(1, min(end, chain.count))])
    }

    private var intermediates: ArraySlice<Certificate> { checked.dropFirst() }

    /// Whether nothing in the chain is beyond what tests have shown.
    var areKnown: Bool {
        checked.allSatisfy { certificate in
            let details = certificate.details
            return details.signatureAlgorithm != "RSASSA-PSS" && details.keyBits <= 8192
        }
            && chain.dropFirst().allSatisfy { certificate in
                let details = certificate.details
                return (details.permittedNames + details.excludedNames).allSatisfy { name in
                    ["DNS:", "IP:"].contains { name.hasPrefix($0) }
                }
            }
    }

    var refusals: [String] {
        guard let leaf = chain.first else { return [] }
        var refusals: [String] = []
        if namesOnlyByCommonName { refusals.append("the name stands in CN only") }
        if leaf.details.basicConstraints?.isCA == true {
            refusals.append("the server's certificate is a CA")
        } else if anchor == leaf, !leaf.isSelfSigned {
            refusals.append("it trusts CAs only, not \(leaf.subject) itself")
        }
        if intermediates.count > Self.mostIntermediates {
            refusals.append("\(intermediates.count) CAs stand between root and server")
        }
        refusals += checked.flatMap(objections)
        refusals += chain.dropFirst().flatMap { issuer in
            let details = issuer.details
            return Self.keys.contains(details.keyDescription) || details.keyAlgorithm == "RSA"
                ? [] : ["\(issuer.subject) signs with a key that is \(details.keyDescription)"]
        }
        return refusals.map { "refused: \($0)" }
    }

    private static let mostIntermediates = 6
    private static let keys: Set<String> = ["EC P-256", "EC P-384", "EC P-521", "Ed25519"]

    /// What is wrong with one that is no anchor.
    private func objections(_ certificate: Certificate) -> [String] {
        let details = certificate.details
        let subject = certificate.subject
        var objections: [String] = []
        if details.version < 3 { objections.append("\(subject) is of version 1") }
        let critical = details.criticalExtensions.filter { !Self.extensions.contains($0) }
        if !critical.isEmpty {
            objections.append("critical \(critical.joined(separator: ", ")) in \(subject)")
        }
        if let purposes = details.extendedKeyUsage, !purposes.contains("serverAuth") {
            objections.append("the extendedKeyUsage of \(subject) lacks serverAuth")
        }
        if !Self.signatures.contains(details.signatureAlgorithm),
            details.signatureAlgorithm != "RSASSA-PSS"
        {
            objections.append("\(subject) is signed with \(details.signatureAlgorithm)")
        }
        if certificate == chain.first, details.keyAlgorithm != "RSA",
            !Self.keys.contains(details.keyDescription)
        {
            objections.append("the key of \(subject) is \(details.keyDescription)")
        }
        if certificate.notBefore < Instant(seconds: 0) {
            objections.append("\(subject) begins before 1970")
        }
        if details.permittedNames.contains(where: { $0.hasPrefix("DirName:") }) {
            objections.append("\(subject) permits some directory names only")
        }
        return objections
    }

    /// By OpenSSL's short names.
    private static let signatures: Set<String> = [
        "RSA-SHA256", "RSA-SHA384", "RSA-SHA512", "ecdsa-with-SHA256", "ecdsa-with-SHA384",
        "ecdsa-with-SHA512", "ED25519",
    ]

    /// Those it handles when they are critical, by OpenSSL's names and as OIDs.
    private static let extensions: Set<String> = [
        "basicConstraints", "keyUsage", "extendedKeyUsage", "subjectAltName", "nameConstraints",
        "crlDistributionPoints", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.31",
        "2.5.29.37",
    ]
}
