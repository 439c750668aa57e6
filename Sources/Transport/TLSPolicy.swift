/// What the certificates of a server, and of an https proxy before it, are checked against.
package struct TLSPolicy: Hashable, Sendable {
    package enum Version: Hashable, Sendable { case v1_2, v1_3 }

    /// Path of a PEM file that is the whole of what is trusted.
    ///
    /// It has to be named by its content: libcurl compares the path, not the bytes, before it
    /// reuses a connection or a cached store.
    package var caFile: String
    /// For https proxies; nil: `caFile`.
    package var proxyCAFile: String?
    package var minimumVersion: Version

    package init(caFile: String, proxyCAFile: String? = nil, minimumVersion: Version = .v1_2) {
        self.caFile = caFile
        self.proxyCAFile = proxyCAFile
        self.minimumVersion = minimumVersion
    }
}
