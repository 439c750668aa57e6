/// Which part of a resource an answer 206 carries (RFC 9110 14.4).
struct ContentRange: Hashable, Sendable {
    let first: Int64
    let last: Int64
    /// Bytes of the whole resource; nil: the server does not know.
    let total: Int64?

    /// Reads `bytes 100-199/200`, the total being a number or `*`.
    init?(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, ends.count == 2, let first = Int64(ends[0]),
            let last = Int64(ends[1]), last >= first
        else { return nil }
        let total = Int64(parts[1])
        guard total.map({ $0 > last }) ?? (parts[1] == "*") else { return nil }
        self.first = first
        self.last = last
        self.total = total
    }
}
