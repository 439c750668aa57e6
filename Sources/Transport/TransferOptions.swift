internal import CCurl
internal import Primitives

/// The libcurl options of a hop: all of them in one place, none inherited from an environment.
@safe struct TransferOptions: Sendable {
    let userAgent: String
    let connectTimeout: Duration

    func apply(_ transfer: Transfer, to easy: EasyHandle) {
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe easy.set(CURLOPT_PRIVATE, context: context)
        unsafe setCallbacks(easy, context: context)
        setRequest(easy, transfer.hop, range: transfer.receiver.rangeHeaders)
        setConnection(easy)
        setTrust(easy, transfer.hop.tls)
        setCredentials(easy, transfer.hop.credentials)
        setProxy(easy, transfer.hop)
    }

    private func setCallbacks(_ easy: EasyHandle, context: UnsafeMutableRawPointer) {
        unsafe easy.set(CURLOPT_WRITEDATA, context: context)
        unsafe easy.set(
            CURLOPT_WRITEFUNCTION,
            callback: { bytes, size, count, context in
                guard let context = unsafe context else { return 0 }
                let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let body = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return unsafe transfer.receiveBody(body) ? size * count : Self.abort(size * count)
            })
        unsafe easy.set(CURLOPT_HEADERDATA, context: context)
        unsafe easy.set(
            CURLOPT_HEADERFUNCTION,
            callback: { _, size, count, context in
                guard let context = unsafe context else { return 0 }
                let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                return transfer.receiveHeader(size * count)
                    ? size * count : Self.abort(size * count)
            })
        unsafe easy.set(CURLOPT_SSL_CTX_DATA, context: context)
        unsafe easy.setContextCallback { _, sslContext, context in
            guard let context = unsafe context, let sslContext = unsafe sslContext else {
                return CURLE_ABORTED_BY_CALLBACK
            }
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            unsafe transfer.recordVerification(in: sslContext)
            return CURLE_OK
        }
        easy.setErrorText()
    }

    /// Any count but the one given ends the transfer (CURLOPT_WRITEFUNCTION(3)).
    private static func abort(_ count: Int) -> Int { count == 0 ? 1 : 0 }

    private func setRequest(_ easy: EasyHandle, _ hop: Hop, range: [String]) {
        easy.set(CURLOPT_URL, hop.address.requestText)
        easy.set(CURLOPT_PATH_AS_IS, 1)
        easy.set(CURLOPT_USERAGENT, userAgent)
        easy.setHeaders(hop.headers + range)
        easy.set(CURLOPT_ACCEPT_ENCODING, hop.isCompressible ? "gzip" : nil)
        let scheme = hop.address.scheme
        easy.set(CURLOPT_PROTOCOLS_STR, scheme)
        easy.set(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
        // Redirects are followed by the client, under its own rules.
        easy.set(CURLOPT_FOLLOWLOCATION, 0)
    }

    private func setConnection(_ easy: EasyHandle) {
        easy.set(CURLOPT_NOSIGNAL, 1)
        easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Rather a stream on a connection that is coming up than a connection of its own.
        easy.set(CURLOPT_PIPEWAIT, 1)
        easy.set(CURLOPT_BUFFERSIZE, 256 << 10)
        easy.set(CURLOPT_TCP_KEEPALIVE, 1)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.wholeMilliseconds)
        easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    }

    private func setTrust(_ easy: EasyHandle, _ tls: TLSPolicy) {
        let version =
            switch tls.minimumVersion {
            case .v1_2: CURL_SSLVERSION_TLSv1_2
            case .v1_3: CURL_SSLVERSION_TLSv1_3
            }
        let proxyFile = tls.proxyCAFile ?? tls.caFile
        for (option, value) in [(CURLOPT_CAINFO, tls.caFile), (CURLOPT_PROXY_CAINFO, proxyFile)] {
            easy.set(option, value)
        }
        // Without this Debian's default directory stays in force beside the file.
        for option in [CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH] { easy.set(option, nil) }
        for option in [CURLOPT_SSL_VERIFYPEER, CURLOPT_PROXY_SSL_VERIFYPEER] { easy.set(option, 1) }
        for option in [CURLOPT_SSL_VERIFYHOST, CURLOPT_PROXY_SSL_VERIFYHOST] { easy.set(option, 2) }
        for option in [CURLOPT_SSLVERSION, CURLOPT_PROXY_SSLVERSION] {
            easy.set(option, Int(version))
        }
        // An encrypted key would otherwise ask for its pass phrase on the terminal.
        for option in [CURLOPT_KEYPASSWD, CURLOPT_PROXY_KEYPASSWD] { easy.set(option, "") }
    }

    private func setCredentials(_ easy: EasyHandle, _ credentials: Credentials?) {
        switch credentials {
        case .basic(let user, let password)?:
            easy.set(CURLOPT_HTTPAUTH, CURLAuthentication.basic)
            easy.set(CURLOPT_USERNAME, user)
            easy.set(CURLOPT_PASSWORD, password)
        case .bearer(let token)?:
            easy.set(CURLOPT_HTTPAUTH, CURLAuthentication.bearer)
            easy.set(CURLOPT_XOAUTH2_BEARER, token)
        case nil: break
        }
    }

    /// An empty text keeps libcurl from looking at the environment itself (CURLOPT_PROXY(3)).
    private func setProxy(_ easy: EasyHandle, _ hop: Hop) {
        easy.set(CURLOPT_PROXY, hop.proxy?.address ?? "")
        easy.set(CURLOPT_NOPROXY, "")
        easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }
}

/// Bits of curl.h that are macros with casts, which Swift does not import.
private enum CURLAuthentication {
    static let basic = 1
    static let bearer = 1 << 6
}

extension Duration {
    /// Rounded up.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000
            + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
