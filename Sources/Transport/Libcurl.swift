internal import CCurl

/// The libcurl that is in use.
package enum Libcurl {
    /// `7.88.1`.
    package static var version: String {
        guard let text = unsafe curl_version_info(CURLVERSION_FIRST)?.pointee.version else {
            return ""
        }
        return unsafe String(cString: text)
    }
}
