/// Why the mirror cannot be served.
package struct ServingError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// There is no directory to serve.
        case notAMirror
        /// The host is no IPv4 or IPv6 address of this machine.
        case unusableHost
        case portTaken
        case portForbidden
        /// Anything else the sockets report, while listening or later; the code is an errno.
        case socket(Int32)
    }

    package let code: Code
    /// The directory, or `host:port`.
    package let subject: String

    package var description: String {
        switch code {
        case .notAMirror: "there is no mirror to serve: \(subject) is not a directory"
        case .unusableHost: "\(subject) is not an IP address of this machine"
        case .portTaken: "\(subject) is in use by another program"
        case .portForbidden: "this user may not listen on \(subject)"
        case .socket(let errno): "could not serve on \(subject): system error \(errno)"
        }
    }
}
