import Primitives

/// A host as it stands in `file-hosts` and `page-hosts`: `host` or `host:port`.
package enum HostText {
    /// - Returns: lower case, without port 443; nil for an address, a path or a wildcard.
    package static func parse(_ text: String) -> String? {
        guard !text.isEmpty, text.utf8.allSatisfy(isAllowed),
            let address = WebAddress("https://\(text)/"), address.user == nil
        else { return nil }
        return address.origin.hostAndPort
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: "-._:[]".utf8.contains(byte)
        }
    }
}
