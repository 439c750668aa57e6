import COpenSSL

/// The calling thread's queue of OpenSSL errors.
///
/// What one call leaves there, the next one would report as its own (ERR_get_error(3)).
enum OpenSSLErrorQueue {
    /// Empties the queue.
    /// - Returns: the reasons, earliest first, such as `wrong tag`.
    static func drain() -> [String] {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            if let text = unsafe ERR_reason_error_string(code) {
                unsafe reasons.append(String(cString: text))
            } else {
                reasons.append("error \(code)")
            }
        }
        return reasons
    }

    /// Whether the last error only says that a PEM text holds no further block of the kind asked
    /// for (PEM_read_bio(3)).
    static var isEndOfPEM: Bool {
        let last = ERR_peek_last_error()
        return ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE
    }
}
