/// Where libcurl was built to look for certificates (`CURLINFO_CAINFO`, `CURLINFO_CAPATH`).
package struct LibcurlDefaults: Hashable, Sendable {
    package var caInfo: String?
    package var caPath: String?

    package init(caInfo: String? = nil, caPath: String? = nil) {
        self.caInfo = caInfo
        self.caPath = caPath
    }
}
