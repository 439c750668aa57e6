internal import CCurl
package import Trust

extension LibcurlDefaults {
    /// Where the libcurl in use was built to look for certificates (CURLINFO_CAINFO(3)).
    package static var ofLibrary: LibcurlDefaults {
        let easy = EasyHandle()
        return LibcurlDefaults(
            caInfo: easy.string(CURLINFO_CAINFO), caPath: easy.string(CURLINFO_CAPATH))
    }
}
