internal import CCurl

/// The libcurl multi handle: the connections, and the transfers under way on them.
@safe final class MultiHandle {
    private let pointer: UnsafeMutableRawPointer
    private var isClosed = false

    init(limits: Limits) {
        // Thread-safe since libcurl 7.84 (curl_global_init(3)).
        curl_global_init(Int(CURL_GLOBAL_ALL))
        guard let handle = unsafe curl_multi_init() else { fatalError("out of memory") }
        unsafe pointer = handle
        set(CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        set(CURLMOPT_MAX_TOTAL_CONNECTIONS, max(1, limits.connections))
        set(CURLMOPT_MAX_HOST_CONNECTIONS, max(1, limits.connectionsPerHost))
        set(CURLMOPT_MAXCONNECTS, limits.connections)
    }

    deinit { close() }

    /// Ends all connections; nothing else may be called afterwards.
    func close() {
        if !isClosed { unsafe curl_multi_cleanup(pointer) }
        isClosed = true
    }

    private func set(_ option: CURLMoption, _ value: Int) {
        unsafe curl_multi_set_long(pointer, option, value)
    }

    func add(_ easy: EasyHandle) { unsafe curl_multi_add_handle(pointer, easy.pointer) }

    func remove(_ easy: EasyHandle) { unsafe curl_multi_remove_handle(pointer, easy.pointer) }

    func perform() {
        var running: CInt = 0
        unsafe curl_multi_perform(pointer, &running)
    }

    /// Waits for libcurl's sockets and timers, for `descriptor`, or for `milliseconds` at most.
    func wait(alsoFor descriptor: CInt, milliseconds: CInt) {
        var extra = curl_waitfd()
        extra.fd = descriptor
        extra.events = Int16(CURL_WAIT_POLLIN)
        unsafe curl_multi_poll(pointer, &extra, 1, milliseconds, nil)
    }

    /// The next transfer that has ended, and how; nil: none at the moment.
    func nextEnded() -> (Transfer, CURLcode)? {
        var left: CInt = 0
        while let message = unsafe curl_multi_info_read(pointer, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let code = unsafe message.pointee.data.result
            var context: UnsafeMutableRawPointer?
            unsafe curl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            guard let context = unsafe context else { continue }
            return unsafe (Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), code)
        }
        return nil
    }
}
