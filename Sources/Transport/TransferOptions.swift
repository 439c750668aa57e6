internal import CCurl
internal import Glibc
internal import Primitives

/// The libcurl options of a hop: all of them in one place, none inherited from an environment.
@safe struct TransferOptions {
    let userAgent: String
    let connectTimeout: Duration
    /// Bytes; what one transfer may take in at a time, before the bandwidth is looked at again.
    let bufferSize: Int
    /// Bytes that the system may take in for a connection beyond that; nil: as it likes.
    var socketBuffer: Int?
    private var anchors = AnchorPaths()

    init(limits: Limits, userAgent: String) {
        self.userAgent = userAgent
        connectTimeout = limits.connectTimeout
        bufferSize = limits.bandwidth.bytesPerSecond == nil ? 256 << 10 : 16 << 10
    }

    /// What holds for every transfer of a handle.
    ///
    /// Handles are never reset: libcurl would keep the old buffer with the new default size.
    func prepare(_ easy: EasyHandle) {
        setCallbacks(easy)
        setConnection(easy)
        easy.setErrorText()
    }

    /// What belongs to one transfer. Each option is set each time, so that nothing of an earlier
    /// transfer lives on.
    mutating func apply(_ transfer: Transfer, to easy: EasyHandle) {
        easy.clearErrorText()
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        for option in [
            CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_SSL_CTX_DATA,
            CURLOPT_PREREQDATA,
        ] {
            unsafe easy.set(option, context: context)
        }
        unsafe easy.set(
            CURLOPT_SOCKOPTDATA, context: UnsafeMutableRawPointer(bitPattern: socketBuffer ?? 0))
        // Rather a stream on a connection that is coming up than a connection of its own; but
        // libcurl would wait for the first answer on it, however long that takes.
        easy.set(CURLOPT_PIPEWAIT, transfer.awaitsConnection)
        setRequest(easy, transfer.hop, range: transfer.rangeHeaders)
        let version = transfer.mayUseHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        easy.set(CURLOPT_HTTP_VERSION, Int(version))
        setTrust(easy, transfer.hop.tls)
        setCredentials(easy, transfer.hop.credentials)
        setProxy(easy, transfer.hop.proxy?.address)
    }

    private func setCallbacks(_ easy: EasyHandle) {
        unsafe easy.set(
            CURLOPT_WRITEFUNCTION,
            callback: { bytes, size, count, context in
                guard let context = unsafe context else { return 0 }
                let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let body = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return switch unsafe transfer.receiveBody(body) {
                case .taken: size * count
                case .postponed: Int(CURL_WRITEFUNC_PAUSE)
                case .refused: Self.abort(size * count)
                }
            })
        unsafe easy.set(
            CURLOPT_HEADERFUNCTION,
            callback: { _, size, count, context in
                guard let context = unsafe context else { return 0 }
                let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                return transfer.receiveHeader(size * count)
                    ? size * count : Self.abort(size * count)
            })
        unsafe easy.setContextCallback { _, sslContext, context in
            guard let context = unsafe context, let sslContext = unsafe sslContext else {
                return CURLE_ABORTED_BY_CALLBACK
            }
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            unsafe transfer.recordVerification(in: sslContext)
            return CURLE_OK
        }
        unsafe easy.setRequestCallback { context, _, _, _, _ in
            guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.mayRequest() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    /// Any count but the one given ends the transfer (CURLOPT_WRITEFUNCTION(3)).
    private static func abort(_ count: Int) -> Int { count == 0 ? 1 : 0 }

    private func setConnection(_ easy: EasyHandle) {
        easy.set(CURLOPT_NOSIGNAL, 1)
        // Programs that this one starts have no business with its connections.
        unsafe easy.setSocketCallback { context, socket, _ in
            if var size = unsafe context.map({ CInt(truncatingIfNeeded: Int(bitPattern: $0)) }) {
                let length = socklen_t(MemoryLayout<CInt>.size)
                unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, length)
            }
            return fcntl(socket, F_SETFD, FD_CLOEXEC)
        }
        // A cancelled transfer waits for no resolver.
        easy.set(CURLOPT_QUICK_EXIT, 1)
        easy.set(CURLOPT_BUFFERSIZE, bufferSize)
        easy.set(CURLOPT_TCP_KEEPALIVE, 1)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.wholeMilliseconds)
        easy.set(CURLOPT_USERAGENT, userAgent)
        easy.set(CURLOPT_PATH_AS_IS, 1)
        // Redirects are followed by the client, under its own rules.
        easy.set(CURLOPT_FOLLOWLOCATION, 0)
        easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        easy.set(CURLOPT_NOPROXY, "")
        easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func setRequest(_ easy: EasyHandle, _ hop: Hop, range: [String]) {
        easy.set(CURLOPT_URL, hop.address.requestText)
        easy.set(CURLOPT_FRESH_CONNECT, hop.isProbe)
        easy.set(CURLOPT_FORBID_REUSE, hop.isProbe)
        // Resumed sessions show no certificates.
        let wantsCertificates = hop.isProbe || !hop.tls.distrust.isEmpty
        easy.set(CURLOPT_SSL_SESSIONID_CACHE, !wantsCertificates)
        easy.setHeaders(hop.headers + range)
        easy.set(CURLOPT_PROTOCOLS_STR, hop.address.scheme)
        easy.set(CURLOPT_REDIR_PROTOCOLS_STR, hop.address.scheme)
    }

    private mutating func setTrust(_ easy: EasyHandle, _ tls: TLSPolicy) {
        // Without this Debian's default directory stays in force beside the bundle.
        for option in [CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH] { easy.set(option, nil) }
        let own = anchors.spelling(of: tls.anchors, in: tls)
        easy.set(CURLOPT_CAINFO, own.pem == nil ? own.name : nil)
        easy.set(CURLOPT_CAINFO_BLOB, bytes: own.pem)
        let proxys = anchors.spelling(of: tls.proxyAnchors ?? tls.anchors, in: tls)
        easy.set(CURLOPT_PROXY_CAINFO, proxys.pem == nil ? proxys.name : nil)
        easy.set(CURLOPT_PROXY_CAINFO_BLOB, bytes: proxys.pem)
        easy.set(CURLOPT_SSL_VERIFYPEER, tls.originCheck == .chain)
        easy.set(CURLOPT_SSL_VERIFYHOST, tls.originCheck == .chain ? 2 : 0)
        easy.set(CURLOPT_PROXY_SSL_VERIFYPEER, tls.proxyCheck == .chain)
        easy.set(CURLOPT_PROXY_SSL_VERIFYHOST, tls.proxyCheck == .chain ? 2 : 0)
        let pins = tls.pinnedPublicKeys
        easy.set(CURLOPT_PINNEDPUBLICKEY, pins.isEmpty ? nil : pins.joined(separator: ";"))
        easy.set(CURLOPT_CRLFILE, tls.crlFile)
        easy.set(CURLOPT_SSL_VERIFYSTATUS, tls.requiresStapledResponse)
        setIdentity(easy, tls.clientIdentity)
        setProxyIdentity(easy, tls.proxyClientIdentity)
        let version =
            switch tls.minimumVersion {
            case .v1_2: CURL_SSLVERSION_TLSv1_2
            case .v1_3: CURL_SSLVERSION_TLSv1_3
            }
        for option in [CURLOPT_SSLVERSION, CURLOPT_PROXY_SSLVERSION] {
            easy.set(option, Int(version))
        }
    }

    private func setProxy(_ easy: EasyHandle, _ proxy: ProxyAddress?) {
        // An empty text keeps libcurl from asking the environment (CURLOPT_PROXY(3)).
        easy.set(CURLOPT_PROXY, proxy?.description ?? "")
        easy.set(CURLOPT_PROXYUSERNAME, proxy?.user)
        easy.set(CURLOPT_PROXYPASSWORD, proxy?.password)
    }

    private func setIdentity(_ easy: EasyHandle, _ files: ClientIdentityFiles?) {
        easy.set(CURLOPT_SSLCERT, files?.certificate)
        easy.set(CURLOPT_SSLKEY, files?.key)
        // Without a pass phrase an encrypted key would ask for it on the terminal.
        easy.set(CURLOPT_KEYPASSWD, files?.passphrase ?? "")
    }

    private func setProxyIdentity(_ easy: EasyHandle, _ files: ClientIdentityFiles?) {
        easy.set(CURLOPT_PROXY_SSLCERT, files?.certificate)
        easy.set(CURLOPT_PROXY_SSLKEY, files?.key)
        easy.set(CURLOPT_PROXY_KEYPASSWD, files?.passphrase ?? "")
    }

    private func setCredentials(_ easy: EasyHandle, _ credentials: Credentials?) {
        var user: String?
        var password: String?
        var token: String?
        switch credentials {
        case .basic(let name, let secret)?: (user, password) = (name, secret)
        case .bearer(let secret)?: token = secret
        case nil: break
        }
        easy.set(CURLOPT_USERNAME, user)
        easy.set(CURLOPT_PASSWORD, password)
        easy.set(CURLOPT_XOAUTH2_BEARER, token)
        let method = token == nil ? CURLAuthentication.basic : CURLAuthentication.bearer
        easy.set(CURLOPT_HTTPAUTH, method)
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
