package import Cryptography
package import Primitives

/// Foretells what other programs make of a chain that verifies here.
///
/// Each knows other roots and checks other things: what OpenSSL passes by default, Python 3.13 and
/// later refuse under X509_STRICT, and uv's and Go's own verifiers for reasons of their own.
package struct Forecaster: Sendable {
    private let survey: TrustSurvey
    private let sent: [Certificate]
    private let host: String
    private let now: Instant
    /// Leaf first, root last.
    private let chain: [Certificate]
    /// Those with which it verifies here.
    private let anchors: [Certificate]

    /// - Returns: nil where the chain does not verify with `anchors`.
    package init?(
        sent: [Certificate], host: String, anchors: [Certificate], survey: TrustSurvey,
        now: Instant
    ) {
        let verdict = ChainVerifier(anchors: anchors).verify(sent, host: host, at: now)
        guard verdict.failure == nil else { return nil }
        chain = verdict.chain
        self.survey = survey
        self.sent = sent
        self.host = host
        self.now = now
        self.anchors = anchors
    }

    package var forecasts: [Forecast] {
        [
            Forecast(client: .requests, obstacles: strictness + requestsRoots),
            Forecast(client: .pip, obstacles: strictness + pipRoots),
            Forecast(client: .uv, obstacles: webpki + uvRoots),
            Forecast(client: .go, obstacles: go + goRoots),
        ]
    }

    // MARK: Which roots

    private var root: Certificate? { chain.last }
    private var rootName: String { root?.subject ?? "the root" }

    /// Whether a program that brings its own roots knows where the chain ends.
    private var isPublic: Bool {
        survey.publicRoots.contains { $0.publicKeyDigest == root?.publicKeyDigest }
    }

    private func verifies(with certificates: [Certificate]) -> Bool {
        ChainVerifier(anchors: certificates).verify(sent, host: host, at: now).failure == nil
    }

    /// What the first of some variables that is set makes count; nil where none is.
    private func certificates(of names: [String]) -> [Certificate]? {
        names.lazy.compactMap { survey.variableCertificates[$0] }.first
    }

    private var requestsRoots: [String] {
        let known = certificates(of: ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
        guard !(known.map(verifies) ?? isPublic) else { return [] }
        return ["set REQUESTS_CA_BUNDLE to a bundle with \(rootName)"]
    }

    /// pip since 24.2 joins the system store, its own roots and what variables name.
    private var pipRoots: [String] {
        let named = certificates(of: ["PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]) ?? []
        guard !isPublic, !verifies(with: survey.system.certificates + named) else { return [] }
        return ["put \(rootName) into the system store, or name it with PIP_CERT"]
    }

    private var uvRoots: [String] {
        let file = survey.variableCertificates["SSL_CERT_FILE"]
        let directory = survey.variableCertificates["SSL_CERT_DIR"]
        if file != nil || directory != nil {
            let named = (file ?? []) + (directory ?? [])
            return verifies(with: named) ? [] : ["SSL_CERT_FILE lacks \(rootName)"]
        }
        guard !isPublic else { return [] }
        return verifies(with: survey.system.certificates)
            ? ["system certs needed"] : ["set SSL_CERT_FILE to a bundle with \(rootName)"]
    }

    /// Go reads the variables' files and the system's directories together.
    private var goRoots: [String] {
        let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"].flatMap {
            survey.variableCertificates[$0] ?? []
        }
        guard !verifies(with: survey.system.certificates + named) else { return [] }
        return ["put \(rootName) into the system store, or name it with SSL_CERT_FILE"]
    }

    // MARK: What is checked

    /// Python's default context since 3.13: X509_STRICT, partial chains.
    private var strictness: [String] {
        var options = ChainVerifier.Options()
        options.checksStrictly = true
        let verdict = ChainVerifier(anchors: anchors, options: options)
            .verify(sent, host: host, at: now)
        guard let failure = verdict.failure else { return [] }
        return [
            "refused by Python 3.13 and later: \(failure.reason) (\(failure.code)), "
                + failure.subject + Self.repair(failure)
        ]
    }

    private static func repair(_ failure: VerifyFailure) -> String {
        let part =
            switch VerifyCode(rawValue: failure.code) {
            case .missingAuthorityKeyIdentifier: "an authority key identifier"
            case .missingSubjectKeyIdentifier: "a subject key identifier"
            case .basicConstraintsNotCritical: "critical basicConstraints"
            case .missingKeyUsage: "keyUsage keyCertSign"
            default: ""
            }
        return part.isEmpty ? "" : "; the CA's owner: re-issue it with \(part)"
    }

    private var leaf: CertificateDetails? { chain.first?.details }

    private var namesOnlyByCommonName: Bool {
        leaf?.alternativeNames.isEmpty ?? false
    }

    /// What the verifier of uv is known to refuse.
    private var webpki: [String] {
        var obstacles: [String] = []
        if namesOnlyByCommonName { obstacles.append("refused: the name stands in CN only") }
        if chain.first?.isCA == true {
            obstacles.append("refused: the server's certificate is a CA")
        }
        for (certificate, details) in zip(chain, chain.map(\.details)) {
            if details.version < 3, certificate != root {
                obstacles.append("refused: \(certificate.subject) is of version 1")
            }
            let unknown = details.criticalExtensions.filter { !Self.webpkiExtensions.contains($0) }
            if !unknown.isEmpty {
                obstacles.append(
                    "refused: critical \(unknown.joined(separator: ", ")) in \(certificate.subject)"
                )
            }
        }
        return obstacles
    }

    /// Those webpki handles when they are critical, by OpenSSL's names and as OIDs.
    private static let webpkiExtensions: Set<String> = [
        "basicConstraints", "keyUsage", "extendedKeyUsage", "subjectAltName", "nameConstraints",
        "crlDistributionPoints", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.31",
        "2.5.29.37",
    ]

    private var go: [String] {
        var obstacles: [String] = []
        if namesOnlyByCommonName { obstacles.append("refused: the name stands in CN only") }
        let weak = chain.dropLast().filter { $0.details.signatureDigest == "SHA-1" }
        obstacles += weak.map { "refused: \($0.subject) is signed with SHA-1" }
        return obstacles
    }
}
