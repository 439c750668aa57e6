internal import CCurl
internal import Cryptography
internal import Primitives

/// A libcurl easy handle: options in, facts about the finished transfer out.
@safe final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?

    init() {
        guard let handle = unsafe curl_easy_init() else { fatalError("out of memory") }
        unsafe pointer = handle
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(headers)
        unsafe errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) {
        let code = unsafe curl_set_long(pointer, option, value)
        precondition(code == CURLE_OK, "libcurl refuses option \(option.rawValue)")
    }

    func set(_ option: CURLoption, _ value: Bool) { set(option, value ? 1 : 0) }

    /// libcurl copies the text, a path or password byte by byte (curl_easy_setopt(3)).
    func set(_ option: CURLoption, _ value: String?) {
        let code = unsafe curl_set_string(pointer, option, value.map(SystemText.path))
        precondition(code == CURLE_OK, "libcurl refuses option \(option.rawValue)")
    }

    /// libcurl copies the bytes.
    func set(_ option: CURLoption, bytes: [UInt8]?) {
        let code = unsafe (bytes ?? []).withUnsafeBytes { bytes in
            unsafe curl_set_blob(
                pointer, option, bytes.isEmpty ? nil : bytes.baseAddress, bytes.count)
        }
        precondition(code == CURLE_OK, "libcurl refuses option \(option.rawValue)")
    }

    func set(_ option: CURLoption, context: UnsafeMutableRawPointer?) {
        unsafe curl_set_pointer(pointer, option, context)
    }

    func set(_ option: CURLoption, callback: curl_data_callback?) {
        unsafe curl_set_data_callback(pointer, option, callback)
    }

    func setSocketCallback(_ callback: curl_sockopt_callback?) {
        unsafe curl_set_socket_callback(pointer, CURLOPT_SOCKOPTFUNCTION, callback)
    }

    func setContextCallback(_ callback: curl_ssl_ctx_callback?) {
        unsafe curl_set_ssl_context_callback(pointer, CURLOPT_SSL_CTX_FUNCTION, callback)
    }

    /// Called once a connection is up, before the request goes out on it.
    func setRequestCallback(_ callback: curl_prereq_callback?) {
        unsafe curl_set_request_callback(pointer, CURLOPT_PREREQFUNCTION, callback)
    }

    func clearErrorText() { unsafe errorText[0] = 0 }

    func setErrorText() {
        clearErrorText()
        unsafe curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    }

    /// The lines have to live as long as the transfer (CURLOPT_HTTPHEADER(3)).
    func setHeaders(_ lines: [String]) {
        unsafe curl_slist_free_all(headers)
        unsafe headers = nil
        for line in lines {
            // A line end would begin another header.
            guard !line.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A }) else { continue }
            guard let longer = unsafe curl_slist_append(headers, line) else {
                fatalError("out of memory")
            }
            unsafe headers = longer
        }
        unsafe curl_set_pointer(pointer, CURLOPT_HTTPHEADER, headers)
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe curl_get_long(pointer, info, &value)
        return value
    }

    func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        unsafe curl_get_offset(pointer, info, &value)
        return Int64(value)
    }

    func string(_ info: CURLINFO) -> String? {
        var text: UnsafePointer<CChar>?
        unsafe curl_get_string(pointer, info, &text)
        return unsafe text.map { unsafe String(cString: $0) }
    }

    /// libcurl's words for what went wrong.
    var errorMessage: String { unsafe String(cString: errorText) }

    /// The first line of a header of the last answer; nil when there is none.
    func header(_ name: String) -> String? { headerLine(name, 0) }

    /// All lines of a header of the last answer.
    private func joinedHeader(_ name: String) -> String? {
        var lines: [String] = []
        while let line = headerLine(name, lines.count) { lines.append(line) }
        return lines.isEmpty ? nil : lines.joined(separator: ",")
    }

    private func headerLine(_ name: String, _ number: Int) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        let kind = UInt32(CURLH_HEADER)
        guard unsafe curl_easy_header(pointer, name, number, kind, -1, &header) == CURLHE_OK,
            let text = unsafe header?.pointee.value
        else { return nil }
        return unsafe String(cString: text)
    }

    /// Goes on with a transfer whose body was not taken.
    func goOn() { unsafe curl_easy_pause(pointer, CURLPAUSE_CONT) }
}

extension EasyHandle {
    /// Whether a request has gone out on a connection that is up.
    var hasSent: Bool { offset(CURLINFO_PRETRANSFER_TIME_T) > 0 }

    var isMultiplexed: Bool { long(CURLINFO_HTTP_VERSION) >= Int(CURL_HTTP_VERSION_2_0) }

    /// The head of the answer that is arriving or has arrived.
    var responseHead: ResponseHead {
        var head = ResponseHead(status: long(CURLINFO_RESPONSE_CODE))
        // A proxy changed something on the way (RFC 9110 15.3.4); it is a whole answer all the same.
        if head.status == 203 { head.status = 200 }
        let length = offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        head.contentLength = length >= 0 ? length : nil
        head.contentType = header("Content-Type")
        head.contentEncoding = joinedHeader("Content-Encoding")
        head.validator = Validator(etag: header("ETag"), lastModified: header("Last-Modified"))
        head.serial = header("X-PyPI-Last-Serial").flatMap { Int64($0) }
        switch head.status {
        case 200, 304: break
        case 206: head.contentRange = header("Content-Range").flatMap(ContentRange.init)
        default:
            head.location = header("Location")
            head.retryAfter = header("Retry-After").flatMap(retryAfter)
        }
        return head
    }

    /// Seconds, or a date held against the server's own clock (RFC 9110 10.2.3), else against ours.
    private func retryAfter(_ text: String) -> Duration? {
        let longest: Int64 = 10 * 365 * 86_400
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(min(Int64(text) ?? longest, longest))
        }
        guard let date = date(text) else { return nil }
        let now = header("Date").flatMap(self.date) ?? LocalTime.seconds
        return .seconds(min(max(0, date - now), longest))
    }

    private func date(_ text: String) -> Int64? {
        let seconds = unsafe curl_getdate(text, nil)
        return seconds >= 0 ? Int64(seconds) : nil
    }
}
