/// Why the mirror cannot be served.
package struct ServingError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// There is no directory to serve.
        case notAMirror
        /// The directory may not be looked at; in the system's words.
        case unreadable(String)
        /// The host is no IPv4 or IPv6 address.
        case unusableHost
        /// The host is the address of another machine.
        case foreignHost
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
        case .unreadable(let reason): "could not look at \(subject): \(reason)"
        case .unusableHost: "\"\(subject)\" is no IP address"
        case .foreignHost: "\(subject) is not an address of this machine"
        case .portTaken: "\(subject) is in use by another program"
        case .portForbidden: "this user may not listen on \(subject)"
        case .socket(let errno): "could not serve on \(subject): system error \(errno)"
        }
    }

    /// What to do about it.
    package var hints: [String] {
        switch code {
        case .notAMirror: ["run sync first, or name another mirror"]
        case .unreadable: ["let this user read it, or serve as its owner"]
        case .unusableHost:
            [
                "pass --host an address of this machine, or 0.0.0.0 for all of them; the port has --port"
            ]
        case .foreignHost: ["pass an address of this machine, or 0.0.0.0 for all of them"]
        case .portTaken: ["pass another --port, or 0 for any that is free"]
        case .portForbidden: ["pass a --port from 1024 on"]
        case .socket: []
        }
    }
}
