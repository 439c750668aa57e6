/// The paths of anchors as libcurl gets to know them.
///
/// It compares their spelling before it shares connections and sessions, and knows nothing of
/// distrust rules: each policy that has some gets a spelling of its own.
struct AnchorPaths {
    private var numbers: [TLSPolicy: Int] = [:]

    /// - Parameter path: one of the policy's.
    /// - Returns: the same file.
    mutating func spelling(of path: String, in policy: TLSPolicy) -> String {
        guard !policy.distrust.isEmpty else { return path }
        let number = numbers[policy] ?? numbers.count + 1
        numbers[policy] = number
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        return path[..<name] + String(repeating: "./", count: number) + path[name...]
    }
}
