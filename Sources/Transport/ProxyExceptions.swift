internal import Glibc
internal import Primitives

/// The hosts of a `no_proxy` list.
///
/// Beyond what libcurl 7.88 understands, `*.example` means `.example`, and `host:port` matches
/// where the port does.
struct ProxyExceptions: Hashable, Sendable {
    /// As written.
    private let entries: [String]
    /// Without what is secret in them.
    private let told: [String]

    init(_ list: String) {
        entries = Self.entries(of: list)
        told = Self.entries(of: list.withoutSecrets)
    }

    private static func entries(of list: String) -> [String] {
        list.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// - Returns: the first entry that covers the origin.
    func entry(for origin: Origin) -> String? {
        let host = Self.withoutBrackets(origin.host)
        return entries.first { entry in
            Self.matches(entry.lowercased(), host: host, port: origin.port)
        }
    }

    /// Whether no host is left that a proxy would be asked for.
    var areEverything: Bool { entries.contains("*") }

    /// How entries are read that mean nothing, or something else, to libcurl 7.88.
    var notes: [String] {
        told.compactMap { entry in
            if entry == "*" {
                return told.count > 1 ? "* is read as every host, whatever else is listed" : nil
            }
            let (host, port) = Self.splitPort(entry) ?? (entry[...], nil)
            let name = host.hasPrefix("*.") ? host.dropFirst() : host
            guard name != entry else { return nil }
            return "\(entry) is read as \(name)" + (port.map { ", for port \($0) only" } ?? "")
        }
    }

    private static func matches(_ entry: String, host: String, port: UInt16) -> Bool {
        var name = entry[...]
        if let (rest, number) = splitPort(entry) {
            guard number == port else { return false }
            name = rest
        }
        if name == "*" { return true }
        let block = name.split(separator: "/", maxSplits: 1)
        if let address = bytes(of: host) {
            guard let network = block.first.flatMap({ bytes(of: withoutBrackets($0)) }) else {
                return false
            }
            let width = block.count > 1 ? Int(block[1]) : network.count * 8
            return width.map { share($0, of: network, and: address) } ?? false
        }
        if name.hasPrefix("*.") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        let suffix = withoutFinalDot(HostName.onTheWire(String(name)) ?? String(name))
        let full = withoutFinalDot(host)
        return !suffix.isEmpty && (full == suffix || full.hasSuffix("." + suffix))
    }

    /// `host:port` or `[address]:port`; a bare IPv6 address has no port.
    private static func splitPort(_ entry: String) -> (host: Substring, port: UInt16?)? {
        guard let colon = entry.lastIndex(of: ":"),
            let port = UInt16(entry[entry.index(after: colon)...])
        else { return nil }
        let host = entry[..<colon]
        guard host.hasSuffix("]") || !host.contains(":") else { return nil }
        return (host, port)
    }

    /// Whether `network/width`, or an address alone, holds an address.
    /// - Parameter widths: those that count.
    static func block(_ text: String, in widths: ClosedRange<Int>, holds address: [UInt8]) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count < 3, let network = bytes(of: parts[0]) else { return false }
        let width = parts.count == 1 ? network.count * 8 : Int(parts[1])
        return width.map { widths.contains($0) && share($0, of: network, and: address) } ?? false
    }

    private static func share(_ width: Int, of network: [UInt8], and address: [UInt8]) -> Bool {
        guard network.count == address.count, (0...network.count * 8).contains(width) else {
            return false
        }
        return (0..<width).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return network[bit / 8] & mask == address[bit / 8] & mask
        }
    }

    /// The bytes of an IP address in network order; nil for a name.
    static func bytes(of host: some StringProtocol) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, String(host), &bytes) == 1 { return bytes }
        }
        return nil
    }

    static func withoutBrackets(_ host: some StringProtocol) -> String {
        host.hasPrefix("[") && host.hasSuffix("]")
            ? String(host.dropFirst().dropLast()) : String(host)
    }

    private static func withoutFinalDot(_ host: String) -> String {
        host.hasSuffix(".") ? String(host.dropLast()) : host
    }
}
