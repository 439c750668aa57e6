/// How the TLS layers of a request are secured: what a server, and an https proxy before it, has to
/// show, and what this program shows in turn.
package struct TLSPolicy: Hashable, Sendable {
    package enum Version: Hashable, Sendable { case v1_2, v1_3 }

    /// What makes a server the one that was asked for.
    package enum ServerCheck: Hashable, Sendable {
        /// A chain that ends in an anchor, for the name asked for.
        case chain
        /// One of the pinned keys: neither chain nor name count. Without a pin: as `chain`.
        case pin
        /// Nothing at all.
        case none
    }

    package var anchors: AnchorBundle
    /// For https proxies; nil: `anchors`.
    package var proxyAnchors: AnchorBundle?
    package var minimumVersion: Version

    package var serverCheck = ServerCheck.chain
    /// Of https proxies: `chain` or `none`.
    package var proxyCheck = ServerCheck.chain
    /// Of the server's own key, each `sha256//` and 44 characters of base64; one has to match, in
    /// addition to the chain (CURLOPT_PINNEDPUBLICKEY(3)).
    package var pinnedPublicKeys: [String] = []
    package var clientIdentity: ClientIdentityFiles?
    /// Where another program is told of one, as a message names it: `PIP_CLIENT_CERT=/c.pem`.
    package var foreignIdentity: String?
    /// For https proxies.
    package var proxyClientIdentity: ClientIdentityFiles?
    /// Path of a PEM file with a revocation list for each authority of the server's chain.
    package var crlFile: String?
    /// Whether the server has to vouch for its certificate by a stapled OCSP response.
    package var requiresStapledResponse = false
    /// Held against each chain that counts, before a request goes out.
    package var distrust: [DistrustRule] = []

    package init(anchors: AnchorBundle, minimumVersion: Version = .v1_2) {
        self.anchors = anchors
        self.minimumVersion = minimumVersion
    }

    /// What the origin is held to.
    var originCheck: ServerCheck {
        serverCheck == .pin && pinnedPublicKeys.isEmpty ? .chain : serverCheck
    }
}
