internal import Cryptography
internal import Primitives

/// Logins by host, as ftp and curl read them from a file (netrc(5)).
package struct Netrc: Hashable, Sendable {
    private var machines: [String: [Credentials]] = [:]
    private var fallback: [Credentials] = []

    package init() {}

    /// Reads `machine`, `default`, `login` and `password`; passes over `account` and `macdef`.
    /// The first entry of a machine counts, or of a machine and a user.
    package init(parsing text: String) {
        var words = NetrcWords(text)
        var entry: (machine: String?, login: String, password: String)?
        while let word = words.next() {
            switch word {
            case "machine":
                add(entry)
                entry = (words.next().map { HostName.onTheWire($0) ?? $0 }, "", "")
            case "default":
                add(entry)
                entry = (nil, "", "")
            case "login": entry?.login = words.next() ?? ""
            case "password": entry?.password = words.next() ?? ""
            case "account": _ = words.next()
            case "macdef": words.skipMacro()
            case _ where word.hasPrefix("#"): words.skipLine()
            default: break
            }
        }
        add(entry)
    }

    private mutating func add(_ entry: (machine: String?, login: String, password: String)?) {
        guard let entry, !entry.login.isEmpty || !entry.password.isEmpty else { return }
        let login = Credentials.basic(user: entry.login, password: entry.password)
        if let machine = entry.machine {
            machines[machine, default: []].append(login)
        } else {
            fallback.append(login)
        }
    }

    /// - Parameters:
    ///   - host: lower case.
    ///   - user: whose password is wanted; nil: anybody's.
    package func credentials(for host: String, user: String? = nil) -> Credentials? {
        (machines[host] ?? fallback).first { user == nil || $0.user == user }
    }
}

extension Netrc {
    /// Bytes; what is longer is no list of logins.
    private static let mostBytes = 1 << 20

    /// Reads the file that the environment names: `NETRC`, else `.netrc` in `HOME`.
    ///
    /// Without such a file, or where it cannot be read, there are no logins.
    package init(environment: [String: String]) {
        let named = environment["NETRC"].flatMap { $0.isEmpty ? nil : $0 }
        let path = named ?? environment["HOME"].map { "\($0)/.netrc" }
        self.init(parsing: path.flatMap(Self.text(ofFile:)) ?? "")
    }

    private static func text(ofFile path: String) -> String? {
        (try? LocalFile.read(path, limit: mostBytes, waitsForPipe: true)).map(SystemText.text)
    }
}

/// The words of a netrc file: split at white space, quoted or not.
private struct NetrcWords {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    mutating func next() -> String? {
        while let byte = rest.first {
            guard Self.isSpace(byte) else {
                return byte == UInt8(ascii: "\"") ? quoted() : plain()
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    mutating func skipLine() { rest = rest.drop { $0 != UInt8(ascii: "\n") } }

    /// A macro ends at the first empty line.
    mutating func skipMacro() {
        var previous: UInt8 = 0
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\n"), previous == byte { return }
            if byte != UInt8(ascii: "\r") { previous = byte }
        }
    }

    private mutating func plain() -> String {
        let word = rest.prefix { !Self.isSpace($0) }
        rest = rest.dropFirst(word.count)
        return String(Substring(word))
    }

    private mutating func quoted() -> String {
        var bytes: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            bytes.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
