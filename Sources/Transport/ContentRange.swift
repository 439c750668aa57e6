/// Which part of a resource an answer 206 carries (RFC 9110 14.4).
struct ContentRange: Hashable, Sendable {
    let first: Int64
    let last: Int64
    /// Bytes of the whole resource; nil: the server does not know.
    let total: Int64?

    /// Reads `bytes 100-199/200`, the total being a number or `*`.
    init?(_ text: String) {
        let parts = text.split { " -/".contains($0) }
        guard parts.count == 4, parts[0].lowercased() == "bytes", let first = Int64(parts[1]),
            let last = Int64(parts[2]), first >= 0, last >= first
        else { return nil }
        let total = Int64(parts[3])
        guard total.map({ $0 > last }) ?? (parts[3] == "*") else { return nil }
        self.first = first
        self.last = last
        self.total = total
    }
}
