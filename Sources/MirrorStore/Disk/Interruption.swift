import Glibc

/// System calls that a signal cut short (signal(7), EINTR) are made again.
enum Interruption {
    /// - Returns: what the call returned at last; -1 with another `errno` than EINTR.
    static func outlived<Value: SignedInteger>(_ call: () -> Value) -> Value {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
